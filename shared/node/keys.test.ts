import { expect, test } from 'vitest';
import { deriveKey, KEY_PURPOSES, keyIdOf } from './keys.ts';

const secret = 'a secret of the tests, long enough for it';

test('R46 each purpose has a key of its own, none of them the secret, each other with another secret', () => {
  const keys = KEY_PURPOSES.flatMap((purpose) => [deriveKey(secret, purpose), deriveKey(`${secret}!`, purpose)]);
  const written = keys.map((key) => key.toString('hex'));
  expect(new Set(written).size).toBe(2 * KEY_PURPOSES.length);
  expect(written).not.toContain(Buffer.from(secret).subarray(0, 32).toString('hex'));
  expect(keys.every(({ length }) => length === 32)).toBe(true);
});

test('R46 the id of a key names it and tells nothing of it', () => {
  expect(keyIdOf(secret)).toMatch(/^[0-9a-f]{12}$/);
  expect(keyIdOf(secret)).not.toBe(keyIdOf(`${secret}!`));
});
