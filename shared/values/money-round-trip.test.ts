import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Currency, DecimalSign, ValueFormat } from '../model/value-format.ts';
import { decimalText } from './decimal.ts';
import { readMoneyCell } from './read-money-cell.ts';

const COUNT = 100_000;

/** Locale, the sign before its decimals, its own currency, decimals of that. */
const LOCALES: [string, DecimalSign, Currency, number][] = [
  ['es-AR', ',', 'ARS', 2],
  ['pt-BR', ',', 'BRL', 2],
  ['es-UY', ',', 'UYU', 2],
  ['es-PY', ',', 'PYG', 0],
  ['es-BO', ',', 'BOB', 2],
  ['es-CL', ',', 'CLP', 0],
  ['es-CO', ',', 'COP', 2],
  ['es-MX', '.', 'MXN', 2],
  ['es-PE', '.', 'PEN', 2],
  ['en-US', '.', 'USD', 2],
  ['es-ES', ',', 'EUR', 2],
];
const STYLES: Intl.NumberFormatOptions[] = [
  { currencyDisplay: 'symbol' },
  { currencyDisplay: 'code' },
  { currencyDisplay: 'symbol', currencySign: 'accounting' },
];
const FORMATS = LOCALES.flatMap(([locale, decimal, own, places]) =>
  [...new Set<Currency>([own, 'USD'])].flatMap((currency) =>
    STYLES.map((style) => {
      const digits = currency === own ? places : 2;
      const options = {
        style: 'currency',
        currency,
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      } as const;
      const format: ValueFormat = { decimal, localCurrency: own };
      return { currency, digits, format, write: new Intl.NumberFormat(locale, { ...options, ...style }) };
    }),
  ),
);

it('amounts of every locale: right under their format, right or refused without it, never wrong', () => {
  const amounts = fc.record({
    at: fc.nat(FORMATS.length - 1),
    cents: fc.oneof(
      fc.integer({ min: -999_999, max: 999_999 }),
      fc.integer({ min: -99_999_999_999, max: 99_999_999_999 }),
    ),
  });
  const told = { right: 0, refused: 0 };
  const alone = { right: 0, refused: 0 };
  const wrong: string[] = [];
  for (const { at, cents } of fc.sample(amounts, { numRuns: COUNT, seed: 20_261_124 })) {
    const found = FORMATS[at];
    if (found === undefined) throw new Error('no such format');
    const { currency, digits, format, write } = found;
    const value = digits === 0 ? cents : cents / 100;
    const text = write.format(value);
    const truth = `${String(value)} ${currency}`;
    for (const [count, given] of [
      [told, format],
      [alone, {}],
    ] as const) {
      const read = readMoneyCell(text, given);
      const shown = read.ok ? `${decimalText(read.value.amount)} ${read.value.currency}` : read.code;
      if (read.ok && shown === truth) count.right += 1;
      else if (shown === 'ambiguous' && count === alone) count.refused += 1;
      else wrong.push(`«${text}» is ${truth}, read as ${shown}`);
    }
  }
  const words = ({ right, refused }: typeof told): string => `${right} right, ${refused} refused`;
  console.log(
    `${COUNT} amounts under their format: ${words(told)}; without one: ${words(alone)}; ${wrong.length} wrong`,
  );
  expect(wrong.slice(0, 20)).toEqual([]);
});
