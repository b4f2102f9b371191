import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freeFileName, safeFileName } from './file-name.ts';

describe('the name of a downloaded file', () => {
  it.each([
    ['Liquidación 7.pdf', 'Liquidación 7.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\temp\\saldo.xls', 'saldo.xls'],
    ['.htaccess', 'htaccess'],
    ['con.pdf', 'con_.pdf'],
    ['a\u202Efdp.exe', 'a_fdp.exe'],
    ['a\u0000b?.csv', 'a_b_.csv'],
    ['', 'archivo'],
    ['...', 'archivo'],
    ['///', 'archivo'],
    ['informe. ', 'informe'],
    [`${'ñ'.repeat(300)}.pdf`, `${'ñ'.repeat(58)}.pdf`],
  ])('%j becomes %j', (suggested, expected) => {
    expect(safeFileName(suggested)).toBe(expected);
  });

  it('is always one plain, short, visible name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (suggested) => {
        const name = safeFileName(suggested);
        expect(name).not.toMatch(/[/\\\p{Cc}]|^\.|[ .]$/u);
        expect(name.length).toBeGreaterThan(0);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(120);
        expect(safeFileName(name)).toBe(name);
      }),
    );
  });

  it('is free, also where only the case differs', () => {
    const taken = new Set(['a.pdf', 'a (2).pdf']);
    expect(freeFileName('A.pdf', taken)).toBe('A (3).pdf');
    expect(freeFileName('b', taken)).toBe('b');
  });
});
