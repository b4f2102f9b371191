import { expect, test } from 'vitest';
import { createFramePace } from './frame-pace.ts';

test('a viewer that draws what it gets, gets everything', () => {
  const pace = createFramePace(0);
  for (let now = 0; now < 10_000; now += 100) {
    expect(pace.offer(now, 0)).toBe(true);
    pace.seen(now + 30);
  }
  expect(pace.stills()).toBe(false);
});

test('at most three pictures are on their way; after two seconds without one, stills every five', () => {
  const pace = createFramePace(0);
  const sent: number[] = [];
  for (let now = 0; now < 20_000; now += 100) if (pace.offer(now, 0)) sent.push(now);
  expect(sent).toEqual([0, 100, 200, 5200, 10_200, 15_200]);
  expect(pace.stills()).toBe(true);
});

test('a socket that hands nothing over gets nothing, not even stills', () => {
  const pace = createFramePace(0);
  for (let now = 0; now < 20_000; now += 100) expect(pace.offer(now, 1_000_000)).toBe(false);
});

test('two stills that were drawn at once bring the live picture back', () => {
  const pace = createFramePace(0);
  for (let now = 0; now < 5200; now += 100) pace.offer(now, 0);
  expect(pace.stills()).toBe(true);
  expect(pace.offer(5200, 0)).toBe(true);
  pace.seen(5400);
  expect(pace.stills()).toBe(true);
  expect(pace.offer(5500, 0)).toBe(false);
  expect(pace.offer(10_200, 0)).toBe(true);
  pace.seen(10_300);
  expect(pace.stills()).toBe(false);
  expect(pace.offer(10_400, 0)).toBe(true);
});
