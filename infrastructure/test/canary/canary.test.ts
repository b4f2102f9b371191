import { expect, test } from 'vitest';
import { canaryOf, canaryOfKey, canaryValue, hitsIn } from './canary.ts';

test('a canary is found in whatever way it was written down', () => {
  for (const strange of [false, true]) {
    const value = canaryValue('x', strange);
    const canary = [canaryOf('x', value)];
    const around = ['', 'a', 'ab', 'abc'].map((before) => `${before}${value}, y más`);
    const written = [
      ...around,
      ...around.map((text) => JSON.stringify({ text })),
      ...around.map((text) => JSON.stringify(JSON.stringify({ text }))),
      ...around.map((text) => encodeURIComponent(text)),
      ...around.map((text) => Buffer.from(text).toString('base64')),
      ...around.map((text) => Buffer.from(text).toString('base64url')),
      ...around.map((text) => Buffer.from(text).toString('hex')),
      Buffer.from(value).toString('base64'),
    ];
    for (const text of written)
      expect([text, hitsIn('here', text, canary)]).toEqual([text, [{ canary: 'x', place: 'here' }]]);
    expect(hitsIn('here', 'nada', canary)).toEqual([]);
    const piece = [{ canary: 'a piece of some canary', place: 'here' }];
    expect(hitsIn('here', value.slice(0, 24), canary)).toEqual(piece);
  }
});

test('a key of bytes is found as bytes, base64 and hexadecimal', () => {
  const key = Buffer.from('00ff10e2a1b2c3d4e5f60718293a4b5c', 'hex');
  for (const content of [key, key.toString('base64'), key.toString('base64url'), key.toString('hex')]) {
    expect(hitsIn('here', content, [canaryOfKey('k', key)])).toHaveLength(1);
  }
});
