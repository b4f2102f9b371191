import { expect, it } from 'vitest';
import type { DateOrder } from '@sri/shared/model/value-format.ts';
import { readDate } from './read-date.ts';

it.each<[string, string | null, DateOrder?]>([
  ['24/11/2026', '2026-11-24'],
  ['Fecha: 4-1-26', '2026-01-04', 'dmy'],
  ['03/04/2026', '2026-04-03', 'dmy'],
  ['3/3/2026', '2026-03-03'],
  ['2026-11-24T10:00:00Z', '2026-11-24'],
  ['11/24/2026', '2026-11-24', 'mdy'],
  ['26/11/24', '2026-11-24', 'ymd'],
  ['24 de noviembre de 2026', '2026-11-24'],
  ['5 mar 2026', '2026-03-05'],
  ['05-set-2026', '2026-09-05'],
  ['November 24, 2026', '2026-11-24'],
  ['1/1/99', '1999-01-01'],
  ['31/02/2026', null],
  ['24/13/2026', null],
  ['LIQ-2026-000123', null],
  ['24 de março de 2026', '2026-03-24'],
  ['10 marcas 2026', null],
  ['mañana', null],
])('%s is %s', (text, date, order) => {
  expect(readDate(text, order)).toEqual(date === null ? { fault: 'none' } : { value: date });
});

it.each<[string, string[]]>([
  ['03/04/2026', ['2026-04-03', '2026-03-04']],
  ['Fecha: 4-1-26', ['2026-01-04', '2026-04-01']],
  ['10/11/12', ['2012-11-10', '2012-10-11', '2010-11-12']],
])('%s could be several days, and none is guessed', (text, days) => {
  expect(readDate(text)).toEqual({ fault: 'ambiguous', days });
});
