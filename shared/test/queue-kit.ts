import type { Redis } from 'ioredis';
import { newId } from '../model/ids.ts';
import type { JobEnvelope } from '../protocol/job-envelope.ts';
import { type RedisKeys, redisKeys } from '../protocol/redis-keys.ts';
import { createQueue } from '../queue/queue.ts';
import type { Claim, EnqueueOptions, Queue, QueueOptions } from '../queue/queue-contract.ts';
import { enqueueOptions, makeEnvelope } from './job-envelopes.ts';
import { checkInvariants } from './queue-invariants.ts';
import { startTestCluster } from './redis-cluster.ts';
import { startTestRedis, type TestRedis } from './redis-server.ts';

export type ClaimedJob = Extract<Claim, { kind: 'job' }> & { token: string };

/** One organisation's queue, new to Redis, with what tests do to it. */
export interface OrgKit {
  orgId: string;
  queue: Queue;
  /** Puts a job in; its envelope. */
  put: (given?: Partial<JobEnvelope>, options?: Partial<EnqueueOptions>) => Promise<JobEnvelope>;
  /** Claims the next job; throws where there is none. */
  take: (token?: string) => Promise<ClaimedJob>;
  /** Ends the lease of a running job, as time would. */
  endLease: (jobId: string) => Promise<void>;
  /** Makes a delayed job due, as time would. */
  endDelay: (jobId: string) => Promise<void>;
  /** Jobs of the list, in service order. */
  listed: () => Promise<string[]>;
  /** Throws unless every invariant holds. */
  check: () => Promise<void>;
}

export interface QueueKit {
  server: TestRedis;
  redis: Redis;
  keys: RedisKeys;
  org: (options?: Partial<QueueOptions>) => OrgKit;
  stop: () => Promise<void>;
}

/**
 * A Redis of this file's own. In the project `cluster` it is one of three nodes: what goes through its connection goes to
 * whichever node has the key.
 */
async function startServer(settings: readonly string[]): Promise<TestRedis> {
  if (process.env['SRI_TEST_REDIS_CLUSTER'] !== 'yes') return startTestRedis(settings);
  const cluster = await startTestCluster(settings);
  const [first] = cluster.nodes;
  if (first === undefined) throw new Error('a cluster without nodes');
  // A cluster's connection has the commands of a single one: the queue and the tests ask for nothing else.
  return { ...first, connect: () => cluster.connect() as unknown as Redis, stop: () => cluster.stop() };
}

/** A Redis of this file's own and queues over it. */
export async function startQueueKit(settings: readonly string[] = []): Promise<QueueKit> {
  const server = await startServer(settings);
  const redis = server.connect();
  const keys = redisKeys();

  function org(options: Partial<QueueOptions> = {}): OrgKit {
    const orgId = newId();
    const queue = createQueue(redis, keys, options);
    return {
      orgId,
      queue,
      async put(given = {}, enqueueGiven = {}) {
        const envelope = makeEnvelope({ orgId, ...given });
        await queue.enqueue(envelope, enqueueOptions(envelope, enqueueGiven));
        return envelope;
      },
      async take(token = newId()) {
        const claim = await queue.claim(orgId, token, 'worker-1');
        if (claim.kind !== 'job') throw new Error(`no job to take: ${claim.kind}`);
        return { ...claim, token };
      },
      async endLease(jobId) {
        await redis.zadd(keys.leases(orgId), 'XX', 1, jobId);
      },
      async endDelay(jobId) {
        await redis.zadd(keys.delayed(orgId), 'XX', 1, jobId);
      },
      async listed() {
        const elements = await redis.lrange(keys.orgJobs(orgId), 0, -1);
        return elements.map((element) => (JSON.parse(element) as JobEnvelope).jobId);
      },
      async check() {
        await checkInvariants(redis, keys, orgId, { orgCap: options.orgCap ?? 8 });
      },
    };
  }

  return { server, redis, keys, org, stop: () => server.stop() };
}
