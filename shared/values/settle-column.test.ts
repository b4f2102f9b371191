import { expect, it } from 'vitest';
import { settleColumn } from './settle-column.ts';

it.each<[string, string[], 'number' | 'date', unknown]>([
  [
    'one day past the twelfth',
    ['03/04/2026', '31/01/2026', '05/06/2026'],
    'date',
    { state: 'settled', format: { dateOrder: 'dmy' }, row: 1, text: '31/01/2026' },
  ],
  [
    'month first',
    ['03/04/2026', '01/31/2026'],
    'date',
    { state: 'settled', format: { dateOrder: 'mdy' }, row: 1, text: '01/31/2026' },
  ],
  [
    'two cells together',
    ['31/01/26', '03/04/2026'],
    'date',
    { state: 'settled', format: { dateOrder: 'dmy' }, row: 1, text: '03/04/2026' },
  ],
  ['only days that could be months', ['03/04/2026', '05/06/2026'], 'date', { state: 'open' }],
  ['years of two digits alone', ['31/01/26', '15/02/26'], 'date', { state: 'open' }],
  ['dates that say so themselves', ['2026-01-31', '4 de marzo de 2026'], 'date', { state: 'open' }],
  ['days that do not fit together', ['31/01/2026', '01/31/2026', '03/04/2026'], 'date', { state: 'mixed' }],
  [
    'what is no date',
    ['', 'total', '31/01/2026'],
    'date',
    { state: 'settled', format: { dateOrder: 'dmy' }, row: 2, text: '31/01/2026' },
  ],
  [
    'comma before decimals',
    ['1.234', '12,5'],
    'number',
    { state: 'settled', format: { decimal: ',' }, row: 1, text: '12,5' },
  ],
  [
    'groups of thousands',
    ['1.234', '1.234.567 kg'],
    'number',
    { state: 'settled', format: { decimal: ',' }, row: 1, text: '1.234.567 kg' },
  ],
  [
    'point before decimals',
    ['$ 1,234', '$ 0.50'],
    'number',
    { state: 'settled', format: { decimal: '.' }, row: 1, text: '$ 0.50' },
  ],
  ['only thousands', ['1.234', '28.540'], 'number', { state: 'open' }],
  ['whole numbers', ['5', '1 234', ''], 'number', { state: 'open' }],
  ['both signs', ['12,5', '12.5', '1.234'], 'number', { state: 'mixed' }],
  ['nothing', [], 'number', { state: 'open' }],
])('%s', (_what, cells, kind, expected) => expect(settleColumn(cells, kind)).toEqual(expected));
