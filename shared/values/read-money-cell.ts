import type { Currency, ValueFormat } from '../model/value-format.ts';
import { cellText, isBlankCell } from './cell-text.ts';
import { CURRENCY_SIGNS } from './currency-signs.ts';
import type { Decimal } from './decimal.ts';
import { readDigits } from './read-number-cell.ts';
import { refuse, type Read, type Refusal } from './read-result.ts';
import { takeApart } from './take-apart.ts';

export interface Money {
  amount: Decimal;
  currency: Currency;
}

function ambiguous(currencies: readonly Currency[]): Refusal {
  return refuse(
    'ambiguous',
    currencies.map((value) => ({ value, format: { localCurrency: value } })),
  );
}

/** What a sign stands for: its one currency, or the one that the format says. */
function oneOf(currencies: readonly Currency[], { localCurrency }: ValueFormat): Read<Currency> {
  const [first, ...more] = currencies;
  if (first !== undefined && more.length === 0) return { ok: true, value: first };
  if (localCurrency !== undefined && currencies.includes(localCurrency)) return { ok: true, value: localCurrency };
  return ambiguous(currencies);
}

/** The currency that a cell names and nothing else: `USD`, `U$S`, `Gs.`; `$` and `pesos` only where the format says whose they are. */
export function readCurrencyCell(text: string, format: ValueFormat = {}): Read<Currency> {
  const wanted = cellText(text).toLowerCase();
  if (wanted === '') return refuse('blank');
  const found = CURRENCY_SIGNS.find(({ sign }) => sign.toLowerCase() === wanted);
  return found === undefined ? refuse('unreadable') : oneOf(found.means, format);
}

/**
 * The amount of a cell: `$ 1.234,56`, `U$S 10`, `(R$ 5,00)`. `currency` is what else says of it, such as a column of currencies; a sign that
 * cannot stand for it is refused, and a cell without a sign is then of it.
 */
export function readMoneyCell(text: string, format: ValueFormat = {}, currency?: Currency): Read<Money> {
  const parts = takeApart(text);
  if (parts === undefined || parts.percent || parts.unit !== undefined)
    return refuse(isBlankCell(text) ? 'blank' : 'unreadable');
  const amount = readDigits(parts, format.decimal);
  if (!amount.ok) return amount;
  const { currencies } = parts;
  if (currency !== undefined) {
    if (currencies === undefined || currencies.includes(currency))
      return { ok: true, value: { amount: amount.value, currency } };
    return refuse(
      'other_currency',
      currencies.map((value) => ({ value })),
    );
  }
  if (currencies === undefined) return refuse('currency_missing');
  const named = oneOf(currencies, format);
  return named.ok ? { ok: true, value: { amount: amount.value, currency: named.value } } : named;
}
