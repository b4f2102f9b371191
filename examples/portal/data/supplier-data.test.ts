import { expect, test } from 'vitest';
import { cuit, isValidCuit } from './cuit.ts';
import { formatHundredths, formatWhole } from './format-number.ts';
import { CUT_OFF } from './market.ts';
import { generateSupplierData } from './supplier-data.ts';
import { PORTAL_FIRM, SUPPLIERS } from './suppliers.ts';

test('numbers are printed as 1.234,56', () => {
  expect([0, 5, 123_456, -123_456_789, 100].map(formatHundredths)).toEqual([
    '0,00',
    '0,05',
    '1.234,56',
    '-1.234.567,89',
    '1,00',
  ]);
  expect([0, 999, 28_540, 1_234_567].map(formatWhole)).toEqual(['0', '999', '28.540', '1.234.567']);
});

test('the check digit of a CUIT is that of the tax office: its own number is accepted, a changed one is not', () => {
  expect(cuit('33', '69345023')).toBe('33-69345023-9');
  expect(isValidCuit('33-69345023-9')).toBe(true);
  expect(isValidCuit('33-69345032-9')).toBe(false);
  expect(isValidCuit('33-69345023')).toBe(false);
});

test('every CUIT on show is valid', () => {
  expect([PORTAL_FIRM, ...SUPPLIERS].filter((firm) => !isValidCuit(firm.cuit))).toEqual([]);
});

test.each(SUPPLIERS)('the rows of $user fit together and are the same every time', (supplier) => {
  const data = generateSupplierData(supplier);
  expect(generateSupplierData(supplier)).toEqual(data);
  const numbers = data.settlements.map(({ number }) => number);
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(new Set(data.deliveries.map(({ ticket }) => ticket)).size).toBe(data.deliveries.length);
  for (const { date, deliveries, tonnes, lines, amount } of data.settlements) {
    expect(date <= CUT_OFF).toBe(true);
    expect(deliveries.reduce((sum, { netKg }) => sum + netKg, 0)).toBe(tonnes * 10);
    expect(lines.reduce((sum, line) => sum + line.amount, 0)).toBe(amount);
  }
  const settled = data.settlements.flatMap(({ deliveries }) => deliveries);
  expect(new Set(settled).size).toBe(settled.length);
  for (const { grossKg, tareKg, netKg } of data.deliveries) expect(grossKg - tareKg).toBe(netKg);
});
