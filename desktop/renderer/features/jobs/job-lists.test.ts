import { describe, expect, test } from 'vitest';
import { isFiltered, jobSearchSchema, toJobQuery } from './job-search.ts';
import { parseLog } from './log-lines.ts';
import { steadyRows } from './steady-rows.ts';
import { comparePaths } from './step-rows.ts';

const now = new Date(2026, 10, 24, 15, 30, 20).getTime();

describe('filters in the address', () => {
  test('what is not understood is left out', () => {
    expect(jobSearchSchema.parse({ view: 'nope', status: 'odd', portal: 'x', period: 5, q: ['a'] })).toEqual({
      view: 'all',
    });
  });

  test('a view is a list of states, failures are those of today', () => {
    expect(toJobQuery({ view: 'person' }, now)).toEqual({ status: 'needs_login,needs_person,needs_review' });
    expect(toJobQuery({ view: 'failedToday' }, now)).toEqual({
      status: 'failed',
      from: new Date(2026, 10, 24).toISOString(),
    });
    expect(toJobQuery({ view: 'all', status: 'queued' }, now)).toEqual({ status: 'queued' });
  });

  test('the same filters within a minute are the same query', () => {
    expect(toJobQuery({ view: 'all', period: 'day' }, now)).toEqual(
      toJobQuery({ view: 'all', period: 'day' }, now + 30_000),
    );
  });

  test('a view alone narrows nothing', () => {
    expect(isFiltered({ view: 'running' })).toBe(false);
    expect(isFiltered({ view: 'all', q: 'soja' })).toBe(true);
  });
});

describe('rows that stay where they are', () => {
  const id = (row: string): string => row.slice(0, 1);

  test('new ones are held back, changed ones change in place', () => {
    expect(steadyRows(['a', 'b', 'c'], ['n1', 'b2', 'a2', 'c2'], id)).toEqual({ rows: ['a2', 'b2', 'c2'], held: 1 });
  });

  test('gone ones go, further pages come', () => {
    expect(steadyRows(['a', 'b'], ['a1', 'd1', 'e1'], id)).toEqual({ rows: ['a1', 'd1', 'e1'], held: 0 });
  });
});

test('the log of the store reads as lines; what is no head of a line goes on the one before', () => {
  const text =
    '2026-11-24T06:47:00.044Z INFO  📦 Processing job\n2026-11-24T06:47:01.000Z ERROR falló\n  en la página 3\n';
  expect(parseLog(text)).toEqual([
    { at: Date.parse('2026-11-24T06:47:00.044Z'), level: 'info', text: '📦 Processing job' },
    { at: Date.parse('2026-11-24T06:47:01.000Z'), level: 'error', text: 'falló' },
    { at: null, level: 'error', text: '  en la página 3' },
  ]);
});

test('steps stand in reading order, rounds of a loop one after the other', () => {
  const paths = ['10', '2', '5[2].1', '5', '5[10].1', '5[1].2', '5[1].1'];
  expect(paths.toSorted(comparePaths)).toEqual(['2', '5', '5[1].1', '5[1].2', '5[2].1', '5[10].1', '10']);
  const tried = [
    '3.finally.1',
    '3.catch.2',
    '3.catch.1',
    '3.steps.2',
    '3.steps.1',
    '3',
    '3.steps.1.else.1',
    '3.steps.1.then.1',
  ];
  expect(tried.toSorted(comparePaths)).toEqual([
    '3',
    '3.steps.1',
    '3.steps.1.then.1',
    '3.steps.1.else.1',
    '3.steps.2',
    '3.catch.1',
    '3.catch.2',
    '3.finally.1',
  ]);
});
