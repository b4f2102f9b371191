import { expect, test } from 'vitest';
import { createPromoter } from './promote-results.ts';

const attempt = { orgId: 'o', userId: 'u', jobId: 'j', fence: { gen: 1, att: 1 } };

function store(there: string[], copyable: string[]) {
  let now = 0;
  const copies: string[][] = [];
  const promote = createPromoter(
    {
      findUnpromoted: (_, names) => Promise.resolve(names.filter((name) => !there.includes(name))),
      promote: (_, names) => {
        copies.push([...names]);
        return Promise.resolve(names.filter((name) => !copyable.includes(name)));
      },
    },
    1000,
    () => now,
  );
  return { promote: (names: string[]) => promote(attempt, names), copies, pass: (ms: number) => (now += ms) };
}

test('all there: promoted, nothing is copied', async () => {
  const { promote, copies } = store(['a', 'b'], []);
  expect(await promote(['a', 'b'])).toEqual({ kind: 'promoted' });
  expect(copies).toEqual([]);
});

test('while something arrives its worker is alive; once nothing does for the grace, the rest is copied', async () => {
  const there: string[] = [];
  const { promote, copies, pass } = store(there, ['b', 'c']);
  const names = ['a', 'b', 'c'];
  expect(await promote(names)).toEqual({ kind: 'waiting' });
  pass(900);
  there.push('a');
  expect(await promote(names)).toEqual({ kind: 'waiting' });
  pass(900);
  expect(await promote(names)).toEqual({ kind: 'waiting' });
  pass(100);
  expect(await promote(names)).toEqual({ kind: 'promoted' });
  expect(copies).toEqual([['b', 'c']]);
});

test('what cannot be copied either is lost', async () => {
  const { promote, pass } = store([], ['a']);
  await promote(['a', 'b']);
  pass(1000);
  expect(await promote(['a', 'b'])).toEqual({ kind: 'lost', names: ['b'] });
});
