import { expect, test } from 'vitest';
import { newId } from '../model/ids.ts';
import { proofRequestHolds, signProofRequest } from './proof-ticket.ts';

const keys = { current: 'a-secret-of-at-least-32-characters-000' };
const bare = {
  v: 1 as const,
  proofId: newId(),
  orgId: newId(),
  userId: newId(),
  provider: 'cargill',
  portal: { baseUrl: 'https://cargill.com', loginUrl: null, domains: ['cargill.com'] },
  expires: Date.now() + 60_000,
};
const signed = signProofRequest(bare, keys);

test('R45 a request for a proof holds as it was signed, also under the key before', () => {
  expect(proofRequestHolds(signed, keys)).toBe(true);
  const rotated = { current: 'another-secret-of-at-least-32-characters', previous: keys.current };
  expect(proofRequestHolds(signed, rotated)).toBe(true);
});

test.each([
  ['another account', { userId: newId() }],
  ['another address', { portal: { ...bare.portal, baseUrl: 'http://169.254.169.254/' } }],
  ['more time', { expires: bare.expires + 1 }],
  ['a made-up signature', { mac: 'a'.repeat(64) }],
])('R45 it does not hold for %s', (_what, change) => {
  expect(proofRequestHolds({ ...signed, ...change }, keys)).toBe(false);
});

test('it does not hold when its time is over', () => {
  expect(proofRequestHolds(signed, keys, bare.expires + 1)).toBe(false);
});
