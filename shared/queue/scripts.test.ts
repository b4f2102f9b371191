import { describe, expect, test } from 'vitest';
import { loadScripts } from './scripts.ts';

const KEY_NAMES = /\b(LIST|RECS|LEASES|DELAYED|DONE|DEAD|ACCOUNTS|PARKED|ANSWERS|STATUS|FENCE|RING)\b/g;

describe.each(Object.entries(loadScripts()))('%s.lua', (name, { text, keys }) => {
  const code = text.slice(text.indexOf('\n', text.indexOf('KEYS[')));

  test('declares exactly the keys that it uses', () => {
    const used = new Set([...code.matchAll(KEY_NAMES)].map(([key]) => key.toLowerCase()));
    expect([...used].toSorted()).toEqual([...keys].toSorted());
    expect(code).not.toContain('KEYS');
  });

  test('R16: only what puts a new job in is refused when Redis is full', () => {
    const putsIn = name === 'enqueue' || name === 'replace';
    expect(text.split('\n')[0]).toMatch(putsIn ? /^#!lua$/ : /^#!lua flags=allow-oom(,no-writes)?$/);
  });

  test('R7: knows no clock and no chance but those of Redis', () => {
    expect(code).not.toMatch(/\bos\.|math\.random|ARGV\[\d\].*now/i);
  });

  test('has every library in place', () => {
    expect(text).not.toContain('-- uses');
    expect(text).not.toMatch(/^\s*--/m);
  });
});
