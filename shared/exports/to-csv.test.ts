import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guardFormula } from '../lang/guard-formula.ts';
import { FORMULA_CORPUS, HARMLESS, mayRun } from '../test/formula-corpus.ts';
import { toCsv } from './to-csv.ts';

/** A reader of its own, after RFC 4180 with `;`. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 1; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (quoted) {
      if (char === '"' && text[at + 1] === '"') cell += text[(at += 1)];
      else if (char === '"') quoted = false;
      else cell += char;
    } else if (char === '"' && cell === '') quoted = true;
    else if (char === ';') {
      row.push(cell);
      cell = '';
    } else if (char === '\r' && text[at + 1] === '\n') {
      at += 1;
      rows.push([...row, cell]);
      row = [];
      cell = '';
    } else cell += char;
  }
  return rows;
}

describe('CSV', () => {
  it('is what a Spanish spreadsheet opens with a double click', () => {
    const rows = [
      { Número: 'L-1', Importe: '-1.234,56', Nota: 'dijo "sí"; y\nse fue' },
      { Número: 'L-2', Importe: 1234.5, Otra: null },
    ];
    expect(toCsv(rows)).toBe(
      '\ufeffNúmero;Importe;Nota;Otra\r\nL-1;-1.234,56;"dijo ""sí""; y\nse fue";\r\nL-2;1234,5;;\r\n',
    );
  });

  it('writes numbers without groups and exponents, and no empty line', () => {
    expect(toCsv([{ n: 1234567.5 }, { n: 1e-7 }, { n: -0.1 }, { n: null }])).toBe(
      '\ufeffn\r\n1234567,5\r\n0,0000001\r\n-0,1\r\n""\r\n',
    );
  });

  it('R56 no cell and no name of a column of the corpus is run', () => {
    const guarded = FORMULA_CORPUS.map((text) => `'${text}`);
    const rows = readCsv(toCsv([Object.fromEntries(FORMULA_CORPUS.map((text) => [text, text]))]));
    expect(rows).toEqual([guarded, guarded]);
    expect(rows.flat().filter(mayRun)).toEqual([]);
  });

  it.each(HARMLESS)('R56 leaves %j alone', (text) => {
    expect(readCsv(toCsv([{ a: text, b: 'x' }]))[1]?.[0]).toBe(text);
  });

  it('R56 guards the header line too', () => {
    expect(toCsv([{ '=x': 'a' }])).toBe("\ufeff'=x\r\na\r\n");
  });

  it('R56 any text comes back as it was, save for the guard', () => {
    const name = fc.string({ minLength: 1 });
    fc.assert(
      fc.property(fc.array(fc.dictionary(name, fc.string(), { minKeys: 1 }), { minLength: 1 }), (rows) => {
        const [header, ...lines] = readCsv(toCsv(rows));
        const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
        expect(header).toEqual(names.map(guardFormula));
        expect(lines).toEqual(
          rows.map((row) => names.map((key) => guardFormula(Object.hasOwn(row, key) ? (row[key] ?? '') : ''))),
        );
      }),
    );
  });
});
