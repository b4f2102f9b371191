import { createLogger, type Logger } from '@sri/shared/node/logger.ts';
import { connectRedis } from '@sri/shared/node/redis.ts';
import { redisKeys, type RedisKeys } from '@sri/shared/protocol/redis-keys.ts';
import type { Queue } from '@sri/shared/queue/queue-contract.ts';
import { createQueue } from '@sri/shared/queue/queue.ts';
import type { Redis } from 'ioredis';
import type { ClaimedJob } from '../../../worker/claim/claimed-job.ts';
import { createClaimLoop } from '../../../worker/claim/claim-loop.ts';
import { readConfig } from '../../../worker/config.ts';
import { createControls } from '../../../worker/report/controls.ts';
import type { BenchStack } from '../stack.ts';
import { emptyOutcome } from './our-side.ts';

/** A worker without its browser: it claims as a worker does, and what it claims ends when `work` says so. */
export interface Claiming {
  /** As the control plane has it, over a connection of its own. */
  queue: Queue;
  redis: Redis;
  keys: RedisKeys;
  stop: () => Promise<void>;
}

export interface ClaimingOptions {
  concurrency: number;
  /** Called at once when a job is claimed; the job is finished when it resolves. */
  work: (job: ClaimedJob) => Promise<void>;
}

async function connected(url: string, name: string, log: Logger, subscriber = false): Promise<Redis> {
  const redis = connectRedis({ url, name, log, subscriber });
  if (redis.status !== 'ready') await new Promise<void>((resolve) => void redis.once('ready', () => resolve()));
  return redis;
}

export async function startClaiming({ facts, home }: BenchStack, options: ClaimingOptions): Promise<Claiming> {
  const { concurrency, work } = options;
  const { SCRIPT_SIGNING_SECRET } = facts.secrets;
  const { times, orgCap, workerId } = readConfig({ SCRIPT_SIGNING_SECRET }, home);
  const log = createLogger({ name: 'bench', level: 'silent' });
  const keys = redisKeys();
  const redis = await connected(facts.redisUrl, 'bench control plane', log);
  const worker = await connected(facts.redisUrl, 'bench worker', log);
  const listener = await connected(facts.redisUrl, 'bench worker hints', log, true);
  const queue = createQueue(worker, keys, { leaseMs: times.lease, orgCap });
  const never = new Promise<void>(() => undefined);

  async function carryOut(job: ClaimedJob): Promise<string> {
    const { orgId, token, claim } = job;
    await work(job);
    await queue.finish(orgId, claim.jobId, token, emptyOutcome());
    await queue.confirm(orgId, claim.jobId, claim.fence);
    return 'completed';
  }
  const loop = createClaimLoop({
    queue,
    workerId,
    concurrency,
    pollMinMs: times.pollMin,
    pollMaxMs: times.pollMax,
    drainMs: times.drain,
    stuckMs: times.stuck,
    run: (job) => {
      const end = carryOut(job);
      return { jobId: job.claim.jobId, ran: end.then(() => undefined), end, giveBack: () => undefined };
    },
    mayClaim: () => true,
    onStuck: () => never,
    changed: () => undefined,
    reach: () => Promise.resolve(),
    log,
  });
  await createControls(listener, keys, log).listen(() => loop.wake());
  loop.start();
  return {
    queue: createQueue(redis, keys),
    redis,
    keys,
    stop: async () => {
      await loop.drain();
      for (const connection of [redis, worker, listener]) connection.disconnect();
    },
  };
}
