import { expect, test } from 'vitest';
import { manifestSchema, type ManifestBody } from '../model/manifest.ts';
import { newId } from '../model/ids.ts';
import { sha256Hex } from './digest.ts';
import { manifestHolds, manifestKey, manifestKeys, signManifest } from './manifest-signature.ts';

const [old, current] = ['the secret of last year, long enough', 'the secret of this year, long enough'];
const hash = sha256Hex('x');

function body(): ManifestBody {
  return {
    format: 'sri-manifest/2',
    jobId: newId(),
    orgId: newId(),
    userId: newId(),
    flowId: newId(),
    version: '1.0.0',
    script: { sha256: hash, signature: hash, keyId: 'k' },
    attempt: '1.2',
    status: 'completed',
    startedAt: 1,
    finishedAt: 2,
    workerId: 'w',
    workerVersion: '0.1.0',
    browser: '141',
    sessionVersion: null,
    objects: { 'data/ñandú.json': { sha256: hash, bytes: 1 } },
  };
}

test('R46 a manifest is verified with the public half, written and read again, under the key before the current one too', () => {
  const signed = signManifest(body(), { current: old });
  const read = manifestSchema.parse(JSON.parse(JSON.stringify(signed, undefined, 2)));
  const keys = manifestKeys({ current, previous: old }).map(({ publicKey }) => publicKey);
  expect(keys).toHaveLength(2);
  expect(manifestHolds(read, keys)).toBe(true);
  expect(manifestHolds(read, [manifestKey(current).publicKey])).toBe(false);
  expect(read.signature.keyId).toBe(manifestKey(old).keyId);
});

test('whatever is changed in it, or a signature of another, does not hold', () => {
  const signed = signManifest(body(), { current });
  const keys = [manifestKey(current).publicKey];
  const other = signManifest(body(), { current });
  const changed = [
    { ...signed, jobId: newId() },
    { ...signed, attempt: '1.1' },
    { ...signed, sessionVersion: 3 },
    { ...signed, objects: {} },
    { ...signed, objects: { 'data/ñandú.json': { sha256: hash, bytes: 2 } } },
    { ...signed, signature: other.signature },
    { ...signed, signature: { ...signed.signature, value: '' } },
  ];
  expect(changed.map((manifest) => manifestHolds(manifest, keys))).toEqual(changed.map(() => false));
  expect(manifestHolds(signed, keys)).toBe(true);
});
