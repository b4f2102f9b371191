import { expect, test } from 'vitest';
import { basesToDelete, walToDelete, type Base } from './keep.ts';
import { continues, nextSegment, walKind } from './wal-names.ts';

test('R58 files of the receiver are told apart from what lies beside them', () => {
  expect(walKind('000000010000000000000003')).toBe('segment');
  expect(walKind('000000010000000000000003.partial')).toBe('partial');
  expect(walKind('00000002.history')).toBe('history');
  for (const name of ['archive_status', '000000010000000000000003.gz', '00000001000000000000000G', ''])
    expect(walKind(name)).toBeUndefined();
});

test('R58 a segment follows the one before it, over the end of a log too', () => {
  expect(nextSegment('000000010000000000000003')).toBe('000000010000000000000004');
  expect(nextSegment('0000000100000000000000FF')).toBe('000000010000000100000000');
  expect(nextSegment('0000000A000000FF000000FF')).toBe('0000000A0000010000000000');
  expect(continues('000000010000000000000003', '000000010000000000000005')).toBe(false);
  expect(continues('000000010000000000000003', '000000020000000000000004')).toBe(false);
});

const NOW = new Date('2026-11-25T12:00:00Z');
const base = (daysAgo: number, segment = '000000010000000000000001'): Base => {
  const at = new Date(NOW.getTime() - daysAgo * 86_400_000);
  return { id: at.toISOString(), at, segment };
};

test('R58 bases leave when they are too old, but never the newest two', () => {
  const bases = [base(1), base(20), base(3), base(15)];
  const gone = basesToDelete(bases, { days: 14, atLeast: 2 }, NOW);
  expect(gone.map(({ at }) => at)).toEqual([base(20).at, base(15).at]);
  expect(basesToDelete([base(40), base(50)], { days: 14, atLeast: 2 }, NOW)).toEqual([]);
  expect(basesToDelete([base(40), base(50), base(60)], { days: 14, atLeast: 2 }, NOW)).toHaveLength(1);
});

test('R58 the log goes back to the oldest base that stays, on every timeline', () => {
  const names = [
    '000000010000000000000004',
    '000000010000000000000005',
    '000000020000000000000006',
    '000000010000000000000004.partial',
    '00000002.history',
  ];
  const kept = [base(1, '000000020000000000000006'), base(2, '000000010000000000000005')];
  expect(walToDelete(names, kept)).toEqual(['000000010000000000000004', '000000010000000000000004.partial']);
  expect(walToDelete(names, [])).toEqual([]);
});
