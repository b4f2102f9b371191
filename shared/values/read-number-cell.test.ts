import { describe, expect, it } from 'vitest';
import type { DecimalSign } from '../model/value-format.ts';
import { decimalText } from './decimal.ts';
import { readNumberCell, readPercentCell } from './read-number-cell.ts';

const shown = (text: string, decimal?: DecimalSign): string => {
  const read = readNumberCell(text, decimal);
  if (read.ok) return decimalText(read.value);
  return [read.code, ...read.readings.map(({ value }) => value)].join(' ');
};

describe('a cell of a number', () => {
  it.each([
    ['1.234,56', '1234.56'],
    ['1,234.56', '1234.56'],
    ['1 234,56', '1234.56'],
    ['1\u00a0234\u202f567', '1234567'],
    ["1'234.56", '1234.56'],
    ['1’234’567', '1234567'],
    ["1'234,567.89", '1234567.89'],
    ["12'345.678,9", '12345678.9'],
    ['1.234.567', '1234567'],
    ['12,5', '12.5'],
    ['0,500', '0.5'],
    ['0.125', '0.125'],
    ['1234,567', '1234.567'],
    ['.5', '0.5'],
    ['0', '0'],
    ['-0,00', '0'],
    ['  28540 ', '28540'],
    ['-1.234,56', '-1234.56'],
    ['−3,5', '-3.5'],
    ['(1.234,00)', '-1234'],
    ['( 99,10 )', '-99.1'],
    ['99,10-', '-99.1'],
    ['+7', '7'],
    ['123456789012,345', '123456789012.345'],
  ])('%s is %s', (text, value) => expect(shown(text)).toBe(value));

  it.each([
    ['1.234', 'ambiguous 1234 1.234'],
    ['1,234', 'ambiguous 1.234 1234'],
    ['-28.540', 'ambiguous -28540 -28.54'],
    ['(1.000)', 'ambiguous -1000 -1'],
    ["1'234,567", 'ambiguous 1234.567 1234567'],
    ["1'234.567", 'ambiguous 1234567 1234.567'],
  ])('%s is refused with both: %s', (text, why) => expect(shown(text)).toBe(why));

  it.each<[string, DecimalSign, string]>([
    ['1.234', ',', '1234'],
    ['1.234', '.', '1.234'],
    ['28.540', ',', '28540'],
    ["1'234.567", ',', '1234567'],
    ['1 234', ',', '1234'],
    ['1,234.56', ',', 'not_in_format 1234.56'],
    ['12.5', ',', 'not_in_format 12.5'],
    ['0.500', ',', 'not_in_format 0.5'],
    ['1.234.567', '.', 'not_in_format 1234567'],
  ])('%s under «%s» is %s', (text, decimal, value) => expect(shown(text, decimal)).toBe(value));

  it.each([
    ['', 'blank'],
    [' \u00a0\u200b', 'blank'],
    ['-', 'unreadable'],
    ['sin datos', 'unreadable'],
    ['1.23.4', 'unreadable'],
    ['12,34,5', 'unreadable'],
    ['1234.567,89', 'unreadable'],
    ['1  234', 'unreadable'],
    ['12 34', 'unreadable'],
    ['5.', 'unreadable'],
    ['(-5)', 'unreadable'],
    ['-5-', 'unreadable'],
    ['(5', 'unreadable'],
    ['5 – 8', 'unreadable'],
    ['5 –', 'unreadable'],
    ['1-2', 'unreadable'],
    ['1/2', 'unreadable'],
    ['5²', 'unreadable'],
    ['٥', 'unreadable'],
    ['1e5', 'unreadable'],
    ['0x10', 'unreadable'],
    ['Infinity', 'unreadable'],
    ['12%', 'unreadable'],
    ['12 t', 'unreadable'],
    ['$ 12', 'unreadable'],
    ['L-12', 'unreadable'],
    ['12 12', 'unreadable'],
    ['1234567890123456', 'too_long'],
    [`${'-'.repeat(200)}5`, 'unreadable'],
  ])('%j is refused: %s', (text, why) => expect(shown(text)).toBe(why));
});

it('a percentage is one with and without its sign', () => {
  expect(['12,5 %', '12,5%', '12,5', '-3%', '% 4'].map((text) => readPercentCell(text))).toMatchObject(
    [125, 125, 125, -3, 4].map((units) => ({ ok: true, value: { units: BigInt(units) } })),
  );
  expect(readPercentCell('5 t')).toMatchObject({ ok: false, code: 'unreadable' });
});
