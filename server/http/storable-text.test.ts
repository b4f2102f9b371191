import { expect, test } from 'vitest';
import { unstorable } from './storable-text.ts';

test.each([
  [{ steps: [{ url: 'a\0b' }] }, 'steps[0].url'],
  [{ a: { 'k\ud800': 1 } }, 'a'],
  ['\udc00', ''],
  [[['ok'], ['x\ud83d']], '[1][0]'],
])('R47 text that cannot be kept is found by its place: %j', (value, field) => {
  expect(unstorable(value)).toMatchObject({ field });
});

test('whole characters of any kind can be kept', () => {
  expect(unstorable({ a: ['año', '🚜', '\u0001\ufeff\uffff', null, 1, true], 'ñ🚜': {} })).toBeUndefined();
});
