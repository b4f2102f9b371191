import { expect, test } from 'vitest';
import { createStopRequests } from './stop-signals.ts';

test('one Ctrl+C that arrives twice, from the terminal and from npm, is one; a later one is another', () => {
  let now = 5000;
  const request = createStopRequests(() => now);
  expect(request()).toBe('first');
  now += 3;
  expect(request()).toBeUndefined();
  now += 1500;
  expect(request()).toBe('again');
  now += 2;
  expect(request()).toBeUndefined();
});
