import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareRows } from './compare-rows.ts';

const row = (numero: string, importe: number | null, more: Record<string, string> = {}) => ({
  numero,
  importe,
  ...more,
});

it('tells what was added, removed and changed since the execution before', () => {
  const before = [row('L-1', 10), row('L-2', 20), row('L-3', 30)];
  const after = [row('L-3', 30), row('L-2', 21), row('L-4', 40)];
  expect(compareRows(before, after, ['numero'])).toEqual({
    added: [row('L-4', 40)],
    removed: [row('L-1', 10)],
    changed: [{ key: { numero: 'L-2' }, before: row('L-2', 20), after: row('L-2', 21), columns: ['importe'] }],
    unchanged: 1,
  });
});

it('names a column that came, and takes one without a value for one that is not there', () => {
  const { changed, unchanged } = compareRows(
    [row('1', null), { numero: '2' }],
    [row('1', null, { moneda: 'ARS' }), row('2', null)],
    ['numero'],
  );
  expect(changed.map(({ columns }) => columns)).toEqual([['moneda']]);
  expect(unchanged).toBe(1);
});

it('compares rows of one key as a group, whatever their order', () => {
  const before = [row('L-1', 1), row('L-1', 2), row('L-1', 3)];
  const { added, removed, changed, unchanged } = compareRows(
    before,
    [row('L-1', 3), row('L-1', 1), row('L-1', 9)],
    ['numero'],
  );
  expect([added, removed, unchanged]).toEqual([[], [], 2]);
  expect(changed).toMatchObject([{ before: { importe: 2 }, after: { importe: 9 }, columns: ['importe'] }]);
});

it('tells the text 1 from the number 1, in keys and in values', () => {
  expect(compareRows([{ k: '1', v: 1 }], [{ k: 1, v: 1 }], ['k'])).toMatchObject({
    added: [{ k: 1 }],
    removed: [{ k: '1' }],
  });
  expect(compareRows([{ k: 'a', v: '1' }], [{ k: 'a', v: 1 }], ['k'])).toMatchObject({ changed: [{ columns: ['v'] }] });
});

it('accounts for every row, and leaves nothing where nothing changed', () => {
  const rows = fc.array(
    fc.record({ numero: fc.constantFrom('a', 'b', 'c', 'd'), importe: fc.integer({ min: 0, max: 2 }) }),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(rows, rows, (before, after) => {
      const { added, removed, changed, unchanged } = compareRows(before, after, ['numero']);
      expect(added.length + changed.length + unchanged).toBe(after.length);
      expect(removed.length + changed.length + unchanged).toBe(before.length);
      for (const { columns } of changed) expect(columns).toEqual(['importe']);
      const shuffled = before.toReversed();
      expect(compareRows(before, shuffled, ['numero'])).toEqual({
        added: [],
        removed: [],
        changed: [],
        unchanged: before.length,
      });
    }),
  );
});
