import { describe, expect, it } from 'vitest';
import type { Currency, ValueFormat } from '../model/value-format.ts';
import { decimalText } from './decimal.ts';
import { readCurrencyCell, readMoneyCell } from './read-money-cell.ts';

const shown = (text: string, format?: ValueFormat, currency?: Currency): string => {
  const read = readMoneyCell(text, format, currency);
  if (read.ok) return `${decimalText(read.value.amount)} ${read.value.currency}`;
  return [read.code, ...read.readings.map(({ value }) => value)].join(' ');
};

describe('a cell of an amount', () => {
  it.each([
    ['U$S 1.234,50', '1234.5 USD'],
    ['US$1,234.50', '1234.5 USD'],
    ['u$s 10', '10 USD'],
    ['USD 3', '3 USD'],
    ['1.234,50 USD', '1234.5 USD'],
    ['R$ 5,00', '5 BRL'],
    ['R$5,00-', '-5 BRL'],
    ['-R$ 5,00', '-5 BRL'],
    ['R$ -5,00', '-5 BRL'],
    ['(R$ 5,00)', '-5 BRL'],
    ['AR$ 7', '7 ARS'],
    ['ARS 12,5', '12.5 ARS'],
    ['Gs. 1.234.567', '1234567 PYG'],
    ['Gs.1.234.567', '1234567 PYG'],
    ['₲ 12', '12 PYG'],
    ['12 guaraníes', '12 PYG'],
    ['$U 9,5', '9.5 UYU'],
    ['9,5 €', '9.5 EUR'],
    ['3 dólares', '3 USD'],
  ])('%s is %s', (text, value) => expect(shown(text)).toBe(value));

  it.each([
    ['$ 5', 'ambiguous ARS UYU CLP COP MXN USD'],
    ['5 pesos', 'ambiguous ARS UYU CLP COP MXN'],
    ['U$ 5', 'ambiguous USD UYU'],
    ['Bs. 5', 'ambiguous BOB VES'],
    ['Gs. 150.000', 'ambiguous 150000 150'],
    ['5', 'currency_missing'],
    ['$ 5 USD', 'unreadable'],
    ['KR 5', 'unreadable'],
    ['USDX 5', 'unreadable'],
    ['5 %', 'unreadable'],
    ['5 t', 'unreadable'],
    ['', 'blank'],
  ])('%s is refused: %s', (text, why) => expect(shown(text)).toBe(why));

  it('takes what the portal says of its signs, and what the row says of the currency', () => {
    expect(shown('$ 5', { localCurrency: 'ARS' })).toBe('5 ARS');
    expect(shown('U$ 5', { localCurrency: 'ARS' })).toBe('ambiguous USD UYU');
    expect(shown('$ 5', {}, 'UYU')).toBe('5 UYU');
    expect(shown('5', {}, 'USD')).toBe('5 USD');
    expect(shown('U$S 5', {}, 'ARS')).toBe('other_currency USD');
    expect(shown('$ 1.500', { decimal: ',' }, 'ARS')).toBe('1500 ARS');
  });
});

it.each<[string, ValueFormat, unknown]>([
  ['USD', {}, 'USD'],
  ['u$s', {}, 'USD'],
  ['Dólares', {}, 'USD'],
  ['Gs.', {}, 'PYG'],
  ['Pesos', { localCurrency: 'ARS' }, 'ARS'],
  ['Pesos', {}, 'ambiguous'],
  ['$', {}, 'ambiguous'],
  ['ARS 5', {}, 'unreadable'],
  ['XAU', {}, 'unreadable'],
  ['', {}, 'blank'],
])('the currency %s (%j) is %s', (text, format, expected) => {
  const read = readCurrencyCell(text, format);
  expect(read.ok ? read.value : read.code).toBe(expected);
});
