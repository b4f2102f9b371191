import { parse } from 'csv-parse/browser/esm/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FORMULA_CORPUS, HARMLESS, mayRun } from '@sri/shared/test/formula-corpus.ts';
import { csvSigns, writeCsv } from './write-csv.ts';

const read = (text: string, delimiter: string): string[][] =>
  parse(text, { bom: true, delimiter, relax_column_count: true });

describe('R56: what a spreadsheet would run is written as text', () => {
  test('nothing of the corpus', () => {
    const back = read(
      writeCsv(
        FORMULA_CORPUS.map((text) => [text, 'x']),
        { locale: 'es-AR' },
      ),
      ';',
    );
    expect(back.map(([text]) => text)).toEqual(FORMULA_CORPUS.map((text) => `'${text}`));
    expect(back.flat().filter(mayRun)).toEqual([]);
  });

  test.each(HARMLESS)('%j is left alone', (text) => {
    expect(read(writeCsv([[text, 'x']], { locale: 'es-AR' }), ';')[0]?.[0]).toBe(text);
  });

  test('any text comes back as it was, at most with an apostrophe, and no cell begins with a formula', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 4 }), { minLength: 1 }),
        (rows) => {
          const back = read(writeCsv(rows, { locale: 'es-MX' }), ',');
          expect(back.flat().map((text) => text.replace(/^'/, ''))).toEqual(
            rows.flat().map((text) => text.replace(/^'/, '')),
          );
          expect(back.flat().filter(mayRun)).toEqual([]);
        },
      ),
      { examples: [[[['=x', '"a";b,c', ' a ']]]] },
    );
  });
});

test.each([
  ['es-AR', ';', '-1234,5'],
  ['es-CO', ';', '-1234,5'],
  ['es-MX', ',', '-1234.5'],
  ['es-PE', ',', '-1234.5'],
])('%s keeps columns apart by %s and writes numbers as %s', (locale, separator, number) => {
  expect(csvSigns(locale).separator).toBe(separator);
  expect(writeCsv([[-1234.5, 'a']], { locale })).toBe(`\uFEFF${number}${separator}a\r\n`);
});
