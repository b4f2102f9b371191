import { expect, it } from 'vitest';
import { pickPages } from './page-ranges.ts';
import { pdfLines } from './pdf-lines.ts';

const item = (str: string, x: number, y: number, width = str.length * 5) => ({
  str,
  width,
  height: 10,
  transform: [10, 0, 0, 10, x, y],
});

it('puts what stands side by side on one line, from left to right, from above', () => {
  const items = [item('Total', 50, 100), item('Número', 50, 700), item('1.234,56', 300, 101), item('L-1', 300, 700)];
  expect(pdfLines(items)).toEqual(['Número  L-1', 'Total  1.234,56']);
});

it('joins pieces of a word, and sets a space where there is one', () => {
  expect(pdfLines([item('Liqui', 50, 100), item('dación', 75, 100), item('de granos', 108, 100)])).toEqual([
    'Liquidación de granos',
  ]);
  expect(pdfLines([item('  ', 1, 1)])).toEqual([]);
});

it.each([
  [undefined, [1, 2, 3]],
  ['2', [2]],
  ['2-9', [2, 3]],
  ['3, 1-2,2', [1, 2, 3]],
  ['7', []],
  ['3-1', []],
])('pages %s of three are %j', (ranges, pages) => expect(pickPages(ranges, 3)).toEqual(pages));
