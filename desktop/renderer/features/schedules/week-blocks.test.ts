import type { Schedule } from '@sri/shared/protocol/api/schedules.ts';
import { expect, test } from 'vitest';
import { weekRows } from './week-blocks.ts';

const from = Date.parse('2026-11-23T00:00:00Z');
const one = (id: string, flowId: string, userId: string, upcoming: string[]): Schedule =>
  ({ id, flowId, flowName: `Flujo ${flowId}`, providerId: 'p', userId, upcoming }) as Schedule;
const TEN_MINUTES = 600_000;

test('a row for each flow, each run at its place in the week; what is outside of it is left out', () => {
  const rows = weekRows(
    [
      one('a', '1', 'u', [
        '2026-11-22T23:00:00Z',
        '2026-11-23T00:00:00Z',
        '2026-11-26T12:00:00Z',
        '2026-11-30T00:00:00Z',
      ]),
      one('b', '2', 'v', ['2026-11-24T00:00:00Z']),
    ],
    () => TEN_MINUTES,
    from,
  );
  expect(rows.map(({ flowName, blocks }) => [flowName, blocks.map(({ left }) => left)])).toEqual([
    ['Flujo 1', [0, 0.5]],
    ['Flujo 2', [1 / 7]],
  ]);
});

test('what runs while another of the same account does is marked, both of them; another account is in nobody’s way', () => {
  const times = ['2026-11-23T06:00:00Z'];
  const rows = weekRows(
    [
      one('a', '1', 'u', times),
      one('b', '2', 'u', ['2026-11-23T06:09:00Z', '2026-11-23T06:30:00Z']),
      one('c', '3', 'v', times),
    ],
    (flowId) => (flowId === '1' ? TEN_MINUTES : 1000),
    from,
  );
  expect(rows.map(({ flowId, blocks }) => [flowId, blocks.map(({ clashes }) => clashes)])).toEqual([
    ['1', [true]],
    ['3', [false]],
    ['2', [true, false]],
  ]);
});
