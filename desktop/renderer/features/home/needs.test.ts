import { expect, test } from 'vitest';
import { SAMPLE_ME, SAMPLE_PORTALS, sampleAccounts, sampleId, sampleJob } from '../../samples/sample-data.ts';
import { sampleAlert } from '../../samples/sample-alerts.ts';
import { hoursOfDay } from './hours-of-day.ts';
import { needsOf } from './needs.ts';

const now = Date.now();
const portals = SAMPLE_PORTALS;
/** The sample accounts, all of one person. */
const mine = () => sampleAccounts(now).map((account) => ({ ...account, userId: SAMPLE_ME.user.id }));

test('codes and reviews first, then logins that hold executions, then sessions, robots at last', () => {
  const waiting = [
    sampleJob(2, 'needs_login', 'login_required'),
    sampleJob(8, 'needs_login', 'login_required'),
    sampleJob(7, 'needs_review'),
  ];
  const needs = needsOf({ waiting, accounts: mine(), portals, robots: 0, now });
  expect(needs.map(({ kind }) => kind)).toEqual(['job', 'held', 'session', 'noRobots']);
  expect(needs[1]).toMatchObject({ kind: 'held', count: 2 });
});

test('an account that holds executions is named once, not again for its session', () => {
  const accounts = mine();
  const waiting = [sampleJob(2, 'needs_login', 'login_required')];
  const needs = needsOf({ waiting, accounts, portals, robots: 2, now });
  const named = needs.filter(
    (need) =>
      (need.kind === 'held' ? need.providerId : need.kind === 'session' ? need.account.providerId : '') ===
      waiting[0]?.providerId,
  );
  expect(named).toHaveLength(1);
});

test("another person's account at the same portal is their own", () => {
  const waiting = [sampleJob(2, 'needs_login', 'login_required')];
  const theirs = mine().map((account) => ({ ...account, userId: sampleId(77) }));
  const own = needsOf({ waiting, accounts: mine(), portals, robots: 2, now });
  expect(needsOf({ waiting, accounts: [...mine(), ...theirs], portals, robots: 2, now }).length).toBeGreaterThan(
    own.length,
  );
});

test('a paused portal is named while something waits for it', () => {
  const needs = (count: number) => {
    const paused = { at: new Date(now).toISOString(), by: 'María', waiting: count };
    const [portal] = SAMPLE_PORTALS.map((one) => ({ ...one, paused }));
    return needsOf({ waiting: [], accounts: [], portals: portal === undefined ? [] : [portal], robots: 2, now });
  };
  expect(needs(4)).toMatchObject([{ kind: 'paused', count: 4 }]);
  expect(needs(0)).toEqual([]);
});

test('what was noticed over time is named until somebody sees to it, and never what is named already', () => {
  const base = { waiting: [], accounts: [], portals: [], robots: 2, now };
  const locked = { ...sampleAlert(), kind: 'session_expired' as const };
  expect(needsOf({ ...base, alerts: [sampleAlert(), locked] })).toMatchObject([
    { alert: { kind: 'provider_failing' } },
  ]);
  const acknowledged = { at: new Date(now).toISOString(), by: 'María' };
  expect(needsOf({ ...base, alerts: [{ ...sampleAlert(), acknowledged }] })).toEqual([]);
});

test('robots that are not known are not missing', () => {
  expect(needsOf({ waiting: [], accounts: [], portals, robots: null, now })).toEqual([]);
});

test('today by hour counts each end once, and nothing of yesterday', () => {
  const noon = new Date(2026, 10, 24, 12, 0).getTime();
  const at = (hours: number): string => new Date(noon + hours * 3600_000).toISOString();
  const hours = hoursOfDay(
    [
      { status: 'completed', createdAt: at(-3), finishedAt: at(-2) },
      { status: 'failed', createdAt: at(-2), finishedAt: at(-2) },
      { status: 'needs_login', createdAt: at(-1), finishedAt: null },
      { status: 'completed', createdAt: at(-20), finishedAt: at(-14) },
      { status: 'running', createdAt: at(-1), finishedAt: null },
    ],
    noon,
  );
  expect(hours[10]).toEqual({ ok: 1, person: 0, failed: 1 });
  expect(hours[11]).toEqual({ ok: 0, person: 1, failed: 0 });
  expect(hours.reduce((sum, { ok, person, failed }) => sum + ok + person + failed, 0)).toBe(3);
});
