import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { newId } from '@sri/shared/model/ids.ts';
import { redisKeys } from '@sri/shared/protocol/redis-keys.ts';
import type { Queue } from '@sri/shared/queue/queue-contract.ts';
import { createQueue } from '@sri/shared/queue/queue.ts';
import { scaled, type Bench, type BenchContext } from '../bench-contract.ts';
import { inLanes } from '../rounds.ts';
import { median, quantile, rounded } from '../statistics.ts';
import { enqueueOptions, makeEnvelope } from './envelopes.ts';
import { emptyOutcome } from './our-side.ts';

const SHAPES = [
  { axis: 'organisations', organisations: 1, jobs: 100 },
  { axis: 'organisations', organisations: 100, jobs: 10_000 },
  { axis: 'organisations', organisations: 10_000, jobs: 10_000 },
  { axis: 'jobs', organisations: 1, jobs: 100 },
  { axis: 'jobs', organisations: 1, jobs: 10_000 },
  { axis: 'jobs', organisations: 1, jobs: 1_000_000 },
] as const;
/** One claim of each queue in turn. */
const ROUNDS = 2000;
const WARM_UP = 100;
const REACH = 1.5;

interface Pond {
  axis: string;
  organisations: number;
  jobs: number;
  /** ms of one claim, the choice of the organisation included. The job is ended and put in again, which is not counted. */
  claim: () => Promise<number>;
}

async function put(queue: Queue, orgId: string): Promise<void> {
  const envelope = makeEnvelope(orgId);
  await queue.enqueue(envelope, enqueueOptions(envelope));
}

/** A queue of its own in the same Redis, filled. */
async function fill(redis: Redis, shape: (typeof SHAPES)[number], context: BenchContext): Promise<Pond> {
  const { axis, organisations, jobs } = shape;
  const queue = createQueue(redis, redisKeys(`${axis}-${organisations}-${jobs}:`));
  const orgs = Array.from({ length: organisations }, () => newId());
  const many = jobs <= 10_000 ? jobs : scaled(jobs, context, 20_000);
  await inLanes(many, 256, (index) => put(queue, orgs[index % organisations] ?? ''));
  return {
    axis,
    organisations,
    jobs: many,
    claim: async () => {
      const token = randomUUID();
      const began = performance.now();
      const orgId = (await queue.nextOrg()) ?? '';
      const claim = await queue.claim(orgId, token, 'bench');
      const took = performance.now() - began;
      if (claim.kind !== 'job') throw new Error(`no job to claim: ${claim.kind}`);
      await queue.finish(orgId, claim.jobId, token, emptyOutcome());
      await queue.confirm(orgId, claim.jobId, claim.fence);
      await put(queue, orgId);
      return took;
    },
  };
}

export const growthBench: Bench = async (context) => {
  const { stack, say } = context;
  await stack.startRedis();
  const redis = new Redis(stack.facts.redisUrl);
  const ponds: Pond[] = [];
  for (const shape of SHAPES) {
    ponds.push(await fill(redis, shape, context));
    say(`${shape.organisations} organisations with ${ponds.at(-1)?.jobs} jobs are there`);
  }
  const took = ponds.map((): number[] => []);
  const rounds = WARM_UP + scaled(ROUNDS, context, 100);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, pond] of ponds.entries()) {
      const ms = await pond.claim();
      if (round >= WARM_UP) took[index]?.push(ms);
    }
  }
  redis.disconnect();
  const medians = took.map(median);
  const figures = ponds.map(({ axis, organisations, jobs }, index) => {
    const smallest = medians[ponds.findIndex((other) => other.axis === axis)] ?? Number.NaN;
    const mine = medians[index] ?? Number.NaN;
    return {
      axis,
      organisations,
      jobs,
      p50Ms: rounded(mine),
      p99Ms: rounded(quantile(took[index] ?? [], 0.99)),
      ratio: rounded(mine / smallest),
    };
  });
  return {
    against: 'itself at the smallest of its axis',
    figures,
    reach: `ratio of the medians <= ${REACH}`,
    reached: figures.every(({ ratio }) => ratio <= REACH),
  };
};
