import { expect, it } from 'vitest';
import { inThread } from './in-thread.ts';

const PATTERN = new URL('pattern-thread.ts', import.meta.url);
const never = new AbortController().signal;
const limits = { signal: never, timeoutMs: 20_000, words: 'buscar' };
const task = (pattern: string, all = false) => ({ text: 'L-1 de L-22', pattern, flags: '', all });

it('matches a pattern: the whole, the first group, named groups, all of them', async () => {
  expect(await inThread(PATTERN, task('L-\\d+'), limits)).toEqual(['L-1']);
  expect(await inThread(PATTERN, task('L-(\\d+)', true), limits)).toEqual(['1', '22']);
  expect(await inThread(PATTERN, task('(?<letra>L)-(?<n>\\d+)(?<resto>z)?'), limits)).toEqual([
    { letra: 'L', n: '1', resto: null },
  ]);
  expect(await inThread(PATTERN, task('nada'), limits)).toEqual([]);
});

it('ends a pattern that would never end, and leaves this process free meanwhile', async () => {
  const endless = { text: `${'a'.repeat(60)}!`, pattern: '(a+)+$', flags: '', all: false };
  const turns: number[] = [];
  const ticking = setInterval(() => turns.push(1), 5);
  await expect(inThread(PATTERN, endless, { ...limits, timeoutMs: 500 })).rejects.toMatchObject({
    code: 'step_timeout',
  });
  clearInterval(ticking);
  expect(turns.length).toBeGreaterThan(0);
});

it('ends with the run', async () => {
  const ending = new AbortController();
  const endless = { text: `${'a'.repeat(60)}!`, pattern: '(a+)+$', flags: '', all: false };
  const running = inThread(PATTERN, endless, { ...limits, signal: ending.signal });
  ending.abort();
  await expect(running).rejects.toMatchObject({ code: 'step_failed' });
});
