import { createHash, createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { canonicalJson } from '../canonical-json.ts';
import { newId } from '../model/ids.ts';
import type { Script } from '../model/script.ts';
import { checkScriptHash, checkScriptSignature, signScript, type SignedScript } from './script-bytes.ts';
import { keyIdOf } from './keys.ts';
import type { SigningKeys } from './sign.ts';

const keys: SigningKeys = { current: 'a-secret-of-at-least-32-characters-000' };
const other: SigningKeys = { current: 'another-secret-of-at-least-32-characters' };

function aScript(): Script {
  return {
    format: 'sri-script/1',
    manifest: {
      purpose: 'flow',
      orgId: newId(),
      flowId: newId(),
      version: '1.0.0',
      keyId: keyIdOf(keys.current),
      createdAt: '2026-01-26T12:00:00.000Z',
    },
    inputs: {},
    steps: [{ id: 's1', type: 'navigate', url: 'https://example.com' }],
  };
}

function claimOf(script: Script, signed: SignedScript) {
  const { orgId, flowId, version } = script.manifest;
  return { orgId, flowId, version, scriptHash: signed.scriptHash, scriptSignature: signed.scriptSignature };
}

test('R44 hash and signature are SHA-256 and HMAC-SHA-256 over exactly the canonical bytes', () => {
  const script = aScript();
  const signed = signScript(script, keys);
  expect(signed.bytes).toBe(canonicalJson(script));
  expect(signed.scriptHash).toBe(createHash('sha256').update(signed.bytes).digest('hex'));
  expect(signed.scriptSignature).toBe(createHmac('sha256', keys.current).update(signed.bytes).digest('hex'));
});

test('R44 what was signed is accepted, and comes back as it went in', () => {
  const script = aScript();
  const signed = signScript(script, keys);
  checkScriptHash(signed.bytes, signed.scriptHash);
  expect(checkScriptSignature(signed.bytes, claimOf(script, signed), keys)).toEqual(script);
});

test('R44 every flipped bit of the script fails the hash', () => {
  const signed = signScript(aScript(), keys);
  const bytes = Buffer.from(signed.bytes);
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const changed = Buffer.from(bytes);
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(() => checkScriptHash(changed, signed.scriptHash)).toThrow('Script integrity check failed');
  }
});

test('R44 every flipped bit of hash and signature fails', () => {
  const script = aScript();
  const signed = signScript(script, keys);
  for (let bit = 0; bit < 256; bit += 1) {
    const flip = (hex: string): string => {
      const bytes = Buffer.from(hex, 'hex');
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      return bytes.toString('hex');
    };
    const claim = { ...claimOf(script, signed), scriptSignature: flip(signed.scriptSignature) };
    expect(() => checkScriptHash(signed.bytes, flip(signed.scriptHash))).toThrow('Script integrity check failed');
    expect(() => checkScriptSignature(signed.bytes, claim, keys)).toThrow('Script signature verification failed');
  }
});

test.each(['', 'abc', 'x'.repeat(64), '€'.repeat(64)])('R44 a signature that is no signature fails: %s', (text) => {
  const script = aScript();
  const signed = signScript(script, keys);
  const claim = { ...claimOf(script, signed), scriptSignature: text };
  expect(() => checkScriptSignature(signed.bytes, claim, keys)).toThrow('Script signature verification failed');
});

test.each(['orgId', 'flowId'] as const)('R44 a valid script of another %s fails', (name) => {
  const script = aScript();
  const signed = signScript(script, keys);
  const claim = { ...claimOf(script, signed), [name]: newId() };
  expect(() => checkScriptSignature(signed.bytes, claim, keys)).toThrow('Script signature verification failed');
});

test('R44 a valid script of an older version fails', () => {
  const script = aScript();
  const signed = signScript(script, keys);
  const claim = { ...claimOf(script, signed), version: '1.0.1' };
  expect(() => checkScriptSignature(signed.bytes, claim, keys)).toThrow('Script signature verification failed');
});

test('R46 while keys rotate the previous one is accepted, and not after', () => {
  const script = aScript();
  const signed = signScript(script, keys);
  const claim = claimOf(script, signed);
  const rotated = { current: other.current, previous: keys.current };
  expect(checkScriptSignature(signed.bytes, claim, rotated)).toEqual(script);
  expect(() => checkScriptSignature(signed.bytes, claim, other)).toThrow('Script signature verification failed');
});
