import { describe, expect, it } from 'vitest';
import type { DateOrder } from '../model/value-format.ts';
import { readDateCell } from './read-date-cell.ts';

const shown = (text: string, order?: DateOrder): string => {
  const read = readDateCell(text, order);
  return read.ok ? read.value : [read.code, ...read.readings.map(({ value }) => value)].join(' ');
};

describe('a cell of a date', () => {
  it.each([
    ['24/11/2026', '2026-11-24'],
    ['11/24/2026', '2026-11-24'],
    ['24.11.2026', '2026-11-24'],
    ['24-11-2026', '2026-11-24'],
    ['2026-11-24', '2026-11-24'],
    ['2026/3/4', '2026-03-04'],
    ['05/05/2026', '2026-05-05'],
    ['24-nov-26', '2026-11-24'],
    ['24/NOV/2026', '2026-11-24'],
    ['5 mar 2026', '2026-03-05'],
    ['05-set-2026', '2026-09-05'],
    ['24 de noviembre de 2026', '2026-11-24'],
    ['1º de março de 2026', '2026-03-01'],
    ['1 de fevereiro de 2026', '2026-02-01'],
    ['24 de nov. de 2026', '2026-11-24'],
    ['10 dez. 2026', '2026-12-10'],
    ['3 de abril del 2026', '2026-04-03'],
    ['November 24, 2026', '2026-11-24'],
    ['octubre 3, 2026', '2026-10-03'],
    ['24/11/2026 10:30', '2026-11-24'],
    ['24/11/2026, 23:59:59 hs', '2026-11-24'],
    ['2026-11-24T08:00:00', '2026-11-24'],
    ['29/02/2028', '2028-02-29'],
    ['1-ene-99', '1999-01-01'],
  ])('%s is %s', (text, value) => expect(shown(text)).toBe(value));

  it.each([
    ['03/04/2026', 'ambiguous 2026-04-03 2026-03-04'],
    ['3-4-2026', 'ambiguous 2026-04-03 2026-03-04'],
    ['03/04/26', 'ambiguous 2026-04-03 2026-03-04 2003-04-26'],
    ['31/01/26', 'ambiguous 2026-01-31 2031-01-26'],
    ['05/05/05', '2005-05-05'],
  ])('%s is refused with what it could be: %s', (text, why) => expect(shown(text)).toBe(why));

  it.each<[string, DateOrder, string]>([
    ['03/04/2026', 'dmy', '2026-04-03'],
    ['03/04/2026', 'mdy', '2026-03-04'],
    ['03/04/26', 'dmy', '2026-04-03'],
    ['26/11/24', 'ymd', '2026-11-24'],
    ['31/01/26', 'dmy', '2026-01-31'],
    ['2026-03-04', 'dmy', '2026-03-04'],
    ['4 de marzo de 2026', 'mdy', '2026-03-04'],
    ['11/24/2026', 'dmy', 'not_in_format 2026-11-24'],
    ['24/11/2026', 'ymd', 'not_in_format 2026-11-24'],
  ])('%s under %s is %s', (text, order, value) => expect(shown(text, order)).toBe(value));

  it.each([
    ['', 'blank'],
    ['mañana', 'unreadable'],
    ['31/02/2026', 'unreadable'],
    ['29/02/2026', 'unreadable'],
    ['24/13/2026', 'unreadable'],
    ['24/11-2026', 'unreadable'],
    ['24/11', 'unreadable'],
    ['24/11/0026', 'unreadable'],
    ['10 marcas 2026', 'unreadable'],
    ['LIQ-2026-000123', 'unreadable'],
    ['2026-11-24T01:00:00Z', 'unreadable'],
    ['24/11/2026 25:00', 'unreadable'],
    ['24/11/2026 al 30/11/2026', 'unreadable'],
    ['46350', 'unreadable'],
  ])('%j is refused: %s', (text, why) => expect(shown(text)).toBe(why));
});
