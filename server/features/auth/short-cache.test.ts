import { expect, test } from 'vitest';
import { createShortCache } from './short-cache.ts';

function counted(): { load: () => Promise<number>; asked: () => number } {
  let count = 0;
  return { load: () => Promise.resolve((count += 1)), asked: () => count };
}

test('an answer is kept for its time, and many askers at once cause one question', async () => {
  let now = 0;
  const cache = createShortCache<number>(1000, 10, () => now);
  const { load, asked } = counted();
  expect(await Promise.all([cache.get('a', load), cache.get('a', load)])).toEqual([1, 1]);
  now = 999;
  expect(await cache.get('a', load)).toBe(1);
  now = 1000;
  expect(await cache.get('a', load)).toBe(2);
  expect(asked()).toBe(2);
});

test('a failure is not kept', async () => {
  const cache = createShortCache<number>(1000);
  await expect(cache.get('a', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
  expect(await cache.get('a', () => Promise.resolve(1))).toBe(1);
});

test('it forgets the oldest beyond its size, and everything when told to', async () => {
  const cache = createShortCache<number>(1000, 2, () => 0);
  const { load, asked } = counted();
  for (const key of ['a', 'b', 'c']) await cache.get(key, load);
  await cache.get('c', load);
  expect(asked()).toBe(3);
  await cache.get('a', load);
  expect(asked()).toBe(4);
  cache.clear();
  await cache.get('a', load);
  expect(asked()).toBe(5);
});
