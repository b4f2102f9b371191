import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Renewal } from '@sri/shared/queue/queue-contract.ts';
import { startLease, type Lease } from './lease.ts';

const LEASE_MS = 30_000;
let answers: (Renewal | 'away')[];
let renewals: number[];
let lease: Lease;

beforeEach(() => {
  vi.useFakeTimers();
  answers = [];
  renewals = [];
});
afterEach(() => {
  lease.end();
  vi.useRealTimers();
});

/** A lease whose renewals are answered in turn, the last answer for ever. */
function start(limitMs = 900_000, ...given: (Renewal | 'away')[]): void {
  answers = given;
  const begun = performance.now();
  lease = startLease({
    queue: {
      renew: () => {
        renewals.push(Math.round(performance.now() - begun));
        const answer = (answers.length > 1 ? answers.shift() : answers[0]) ?? 'held';
        return answer === 'away' ? Promise.reject(new Error('away')) : Promise.resolve(answer);
      },
    },
    orgId: 'o',
    jobId: 'j',
    token: 't',
    leaseMs: LEASE_MS,
    limitMs,
    since: begun,
  });
}

test('R7 renews at once and then each third of the lease', async () => {
  start(900_000, 'held');
  await vi.advanceTimersByTimeAsync(45_000);
  expect(renewals).toEqual([0, 10_000, 20_000, 30_000, 40_000]);
  expect(lease.why()).toBeUndefined();
});

test('R9 stops after 0.8 of the lease without a good renewal, counted from when that was sent', async () => {
  start(900_000, 'held', 'away');
  await vi.advanceTimersByTimeAsync(23_999);
  expect([lease.stop.aborted, lease.gone.aborted]).toEqual([false, false]);
  await vi.advanceTimersByTimeAsync(1);
  expect([lease.why(), lease.stop.aborted, lease.gone.aborted]).toEqual(['lost', true, true]);
  const asked = renewals.length;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(renewals.length).toBeLessThanOrEqual(asked + 1);
});

test('survives a short absence of Redis: tries again each second', async () => {
  start(900_000, 'held', 'away', 'away', 'away', 'held');
  await vi.advanceTimersByTimeAsync(36_000);
  expect(renewals).toEqual([0, 10_000, 11_000, 12_000, 13_000, 23_000, 33_000]);
  expect(lease.why()).toBeUndefined();
});

test('R21 a cancel that the renewal brings stops the run, and the job is still ours', async () => {
  start(900_000, 'held', 'cancel');
  await vi.advanceTimersByTimeAsync(10_000);
  expect([lease.why(), lease.stop.aborted, lease.gone.aborted]).toEqual(['cancel', true, false]);
});

test('R8 a renewal that is refused ends everything, at once', async () => {
  start(900_000, 'held', 'lost');
  await lease.renewNow();
  expect([lease.why(), lease.gone.aborted]).toEqual(['lost', true]);
});

test('R22 the limit ends the run without being asked for', async () => {
  start(5000, 'held');
  await vi.advanceTimersByTimeAsync(5000);
  expect([lease.why(), lease.stop.aborted, lease.overdue.aborted, lease.gone.aborted]).toEqual([
    'overdue',
    true,
    true,
    false,
  ]);
});

test('what is given up is not lost as well', async () => {
  start(900_000, 'held');
  await vi.advanceTimersByTimeAsync(0);
  lease.giveUp();
  expect([lease.why(), lease.stop.aborted, lease.gone.aborted]).toEqual(['returned', true, true]);
});

test('after its end it neither renews nor stops anything', async () => {
  start(5000, 'held', 'lost');
  await vi.advanceTimersByTimeAsync(0);
  lease.end();
  await vi.advanceTimersByTimeAsync(100_000);
  expect([renewals.length, lease.stop.aborted, lease.gone.aborted]).toEqual([1, false, false]);
});
