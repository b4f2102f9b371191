import { expect, test } from 'vitest';
import type { Account } from '@sri/shared/protocol/api/sessions.ts';
import { sampleAccounts } from '../samples/sample-data.ts';
import { expectedEnd, healthOf } from './use-portals.ts';

const now = Date.UTC(2026, 10, 24);
const HOUR = 3600_000;
/** One of which the control plane forecasts nothing. */
const [base] = sampleAccounts(now).map((one) => ({ ...one, forecast: null }));

function account(change: Partial<Account>): Account {
  if (base === undefined) throw new Error('no sample');
  return { ...base, ...change };
}

function cookieUntil(ms: number): Partial<Account> {
  return { summary: base?.summary == null ? null : { ...base.summary, lastExpiry: new Date(ms).toISOString() } };
}

test.each([
  [{ ttlSeconds: 6 * 24 * 3600 }, 'active'],
  [{ ttlSeconds: 2 * 3600 }, 'expiring'],
  [{ ttlSeconds: null, summary: null }, 'active'],
  [{ stored: 'no' as const }, 'missing'],
  [{ stored: 'unknown' as const }, 'unknown'],
  [{ status: 'expired' as const }, 'expired'],
  [{ status: 'revoked' as const }, 'revoked'],
  [{ guarded: true }, 'blocked'],
  [{ endedAt: new Date(now - HOUR).toISOString() }, 'expired'],
  [
    { ttlSeconds: 6 * 24 * 3600, forecast: { by: 'history' as const, at: new Date(now + HOUR).toISOString() } },
    'expiring',
  ],
  [cookieUntil(now - HOUR), 'expired'],
  [cookieUntil(now + HOUR), 'expiring'],
])('%o is %s', (change, health) => expect(healthOf(account(change), now)).toBe(health));

test('the earlier of what Redis keeps and what the cookies last is the end', () => {
  expect(expectedEnd(account({ ttlSeconds: 3600, ...cookieUntil(now + 5 * HOUR) }), now)).toBe(now + HOUR);
  expect(expectedEnd(account({ ttlSeconds: 5 * 3600, ...cookieUntil(now + HOUR) }), now)).toBe(now + HOUR);
  expect(expectedEnd(account({ stored: 'no' }), now)).toBeNull();
});
