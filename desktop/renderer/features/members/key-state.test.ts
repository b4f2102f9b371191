import { expect, test } from 'vitest';
import { stateOfInvitation } from './invitation-state.ts';
import { stateOfKey, unusedDays } from './key-state.ts';

const now = Date.UTC(2026, 10, 24);
const days = (count: number): string => new Date(now - count * 24 * 3600_000).toISOString();
const key = { createdAt: days(90), lastUsedAt: null, expiresAt: null, revokedAt: null };

test.each([
  [{ lastUsedAt: days(1) }, 'live'],
  [{ lastUsedAt: days(59) }, 'live'],
  [{ lastUsedAt: days(60) }, 'idle'],
  [{}, 'idle'],
  [{ createdAt: days(3) }, 'live'],
  [{ lastUsedAt: days(1), expiresAt: days(0) }, 'expired'],
  [{ lastUsedAt: days(90), revokedAt: days(1), expiresAt: days(2) }, 'revoked'],
])('a key with %o is %s', (change, state) => expect(stateOfKey({ ...key, ...change }, now)).toBe(state));

test('a key that was never used counts from its making', () => expect(unusedDays(key, now)).toBe(90));

test.each([
  [{ expiresAt: days(-1) }, 'open'],
  [{ expiresAt: days(0) }, 'expired'],
  [{ expiresAt: days(1), revokedAt: days(2) }, 'revoked'],
  [{ expiresAt: days(1), acceptedAt: days(2) }, 'accepted'],
])('an invitation with %o is %s', (change, state) =>
  expect(stateOfInvitation({ acceptedAt: null, revokedAt: null, ...change }, now)).toBe(state),
);
