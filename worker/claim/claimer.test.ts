import { expect, test } from 'vitest';
import { noFailpoint } from '@sri/shared/node/failpoint.ts';
import { createLogger } from '@sri/shared/node/logger.ts';
import type { Claim } from '@sri/shared/queue/queue-contract.ts';
import { createClaimer, type Claimer } from './claimer.ts';

const log = createLogger({ name: 'test', level: 'silent' });
const job = (jobId: string): Claim => ({
  kind: 'job',
  jobId,
  fence: { gen: 1, att: 1 },
  element: '{}',
  leaseMs: 1,
  limitMs: 1,
});

/** Organisations in a ring, each with what its claims answer in turn; then it leaves the ring. */
function claimerOver(rings: Record<string, (Claim | 'no reply')[]>): { claimer: Claimer; asked: string[] } {
  const asked: string[] = [];
  let ring = Object.keys(rings);
  let token = 0;
  return {
    asked,
    claimer: createClaimer({
      workerId: 'w',
      newToken: () => `t${(token += 1)}`,
      reach: noFailpoint,
      log,
      queue: {
        nextOrg: () => {
          const next = ring.shift();
          if (next === undefined) return Promise.resolve(null);
          ring.push(next);
          return Promise.resolve(next);
        },
        ringLength: () => Promise.resolve(ring.length),
        claim: (orgId, mine) => {
          asked.push(`${orgId} ${mine}`);
          const answer = rings[orgId]?.shift() ?? { kind: 'empty' as const };
          if (answer === 'no reply') return Promise.reject(new Error('Command timed out'));
          if (answer.kind === 'empty') ring = ring.filter((name) => name !== orgId);
          return Promise.resolve(answer);
        },
      },
    }),
  };
}

async function roundOf(claimer: Claimer, slots = 100): Promise<string[]> {
  const got: string[] = [];
  await claimer.round(
    () => got.length < slots,
    ({ orgId, claim }) => got.push(`${orgId} ${claim.jobId}`),
  );
  return got;
}

test('R26 takes from the organisations in turn', async () => {
  const { claimer } = claimerOver({ a: [job('a1'), job('a2'), job('a3')], b: [job('b1')] });
  expect(await roundOf(claimer)).toEqual(['a a1', 'b b1', 'a a2', 'a a3']);
});

test('stops when no slot is free', async () => {
  const { claimer, asked } = claimerOver({ a: [job('a1'), job('a2')] });
  expect(await roundOf(claimer, 1)).toEqual(['a a1']);
  expect(asked).toHaveLength(1);
});

test('R6 asks again with the same token where the answer was lost, before anything else', async () => {
  const { claimer, asked } = claimerOver({ a: ['no reply', job('a1')], b: [job('b1')] });
  await expect(roundOf(claimer)).rejects.toThrow('timed out');
  expect(await roundOf(claimer)).toEqual(['a a1', 'b b1']);
  expect(asked.slice(0, 2)).toEqual(['a t1', 'a t1']);
  expect(new Set(asked.slice(1)).size).toBe(asked.length - 1);
});

test('a poll stays cheap however many organisations are at their cap', async () => {
  const capped = Array.from(
    { length: 500 },
    (_, index) => [`o${index}`, Array.from({ length: 9 }, () => ({ kind: 'cap' as const }))] as const,
  );
  const { claimer, asked } = claimerOver(Object.fromEntries(capped));
  expect(await roundOf(claimer)).toEqual([]);
  expect(asked).toHaveLength(16);
  await roundOf(claimer);
  expect(asked.at(-1)).toBe('o31 t32');
});
