import { expect, test } from 'vitest';
import { openSecret, resealSecret, sealSecret, type SecretOwner } from './secret-seal.ts';

const keys = { current: 'k'.repeat(40) };
const owner: SecretOwner = { orgId: '0190a000-0000-7000-8000-000000000001', name: 'clave' };
const strict = { keys, acceptPlain: false };

test('R42 what is stored of a secret opens for its organisation and name alone, and shows nothing of it', () => {
  const text = sealSecret('Soja2026!', owner, keys);
  expect(text).not.toContain('Soja');
  expect(openSecret(text, owner, strict)).toBe('Soja2026!');
  expect(openSecret(text, { ...owner, name: 'otra' }, strict)).toBeNull();
  expect(openSecret(text, { ...owner, orgId: '0190a000-0000-7000-8000-000000000002' }, strict)).toBeNull();
  expect(openSecret(text, owner, { ...strict, keys: { current: 'x'.repeat(40) } })).toBeNull();
  expect(openSecret(text, owner, { ...strict, keys: undefined })).toBeNull();
  expect(sealSecret('Soja2026!', owner, keys)).not.toBe(text);
});

test('R46 a secret that was sealed under the key before opens while that one is accepted', () => {
  const text = sealSecret('Soja2026!', owner, keys);
  const rotated = { current: 'n'.repeat(40), previous: keys.current };
  expect(openSecret(text, owner, { keys: rotated, acceptPlain: false })).toBe('Soja2026!');
});

test('R43 one that lies open is taken outside production alone', () => {
  const text = sealSecret('Soja2026!', owner, undefined);
  expect(openSecret(text, owner, { keys, acceptPlain: true })).toBe('Soja2026!');
  expect(openSecret(text, owner, strict)).toBeNull();
  expect(openSecret('no es JSON', owner, { keys, acceptPlain: true })).toBeNull();
});

test('R46 a secret is sealed anew when its key is not the current one, or it lay open', () => {
  const rotated = { current: 'n'.repeat(40), previous: keys.current };
  const fresh = resealSecret(sealSecret('Soja2026!', owner, keys), owner, rotated) ?? '';
  expect(openSecret(fresh, owner, { keys: { current: rotated.current }, acceptPlain: false })).toBe('Soja2026!');
  expect(resealSecret(fresh, owner, rotated)).toBeNull();
  const open = resealSecret(sealSecret('Soja2026!', owner, undefined), owner, keys) ?? '';
  expect(openSecret(open, owner, strict)).toBe('Soja2026!');
  expect(resealSecret(open, owner, undefined)).toBeNull();
  expect(resealSecret(open, owner, { current: 'x'.repeat(40) })).toBeNull();
  expect(resealSecret('no es JSON', owner, keys)).toBeNull();
});
