import { randomUUID } from 'node:crypto';
import { createLogger } from '@sri/shared/node/logger.ts';
import { connectRedis } from '@sri/shared/node/redis.ts';
import type { JobEnvelope } from '@sri/shared/protocol/job-envelope.ts';
import { redisKeys } from '@sri/shared/protocol/redis-keys.ts';
import type { Outcome } from '@sri/shared/queue/queue-contract.ts';
import { createQueue } from '@sri/shared/queue/queue.ts';
import { inLanes } from '../rounds.ts';
import { enqueueOptions } from './envelopes.ts';

export interface QueueSide {
  put: (envelopes: readonly JobEnvelope[]) => Promise<void>;
  /** Makes ready what takes so many jobs; call what it gives to let it begin. It resolves when they have ended. */
  ready: (jobs: number) => Promise<() => Promise<void>>;
  close: () => Promise<void>;
}

/** How a job ends that did nothing. */
export function emptyOutcome(): Outcome {
  const now = Date.now();
  return { status: 'completed', workerId: 'bench', startedAt: now, finishedAt: now, steps: [], objects: {} };
}

/** The queue as the control plane and a worker use it, over one connection of each. */
export async function openOurSide(redisUrl: string, lanes: number): Promise<QueueSide> {
  const log = createLogger({ name: 'bench', level: 'silent' });
  const open = (name: string) => connectRedis({ url: redisUrl, name, log });
  const [producer, consumer] = [open('bench producer'), open('bench worker')];
  await Promise.all([producer, consumer].map((redis) => new Promise((resolve) => redis.once('ready', resolve))));
  const keys = redisKeys();
  const putting = createQueue(producer, keys);
  const working = createQueue(consumer, keys);

  async function takeOne(): Promise<boolean> {
    const orgId = await working.nextOrg();
    if (orgId === null) return false;
    const token = randomUUID();
    const claim = await working.claim(orgId, token, 'bench');
    if (claim.kind !== 'job') return false;
    const answer = await working.finish(orgId, claim.jobId, token, emptyOutcome());
    if (answer !== 'done') throw new Error(`a job that was claimed ended as ${answer}`);
    return true;
  }

  return {
    put: (envelopes) =>
      inLanes(envelopes.length, lanes, async (index) => {
        const envelope = envelopes[index] as JobEnvelope;
        await putting.enqueue(envelope, enqueueOptions(envelope));
      }),
    ready: (jobs) =>
      Promise.resolve(async () => {
        let left = jobs;
        const lane = async (): Promise<void> => {
          while (left > 0) if (await takeOne()) left -= 1;
        };
        await Promise.all(Array.from({ length: lanes }, lane));
        if (left < 0) throw new Error(`${-left} jobs more were done than were put in`);
      }),
    close: () => {
      for (const redis of [producer, consumer]) redis.disconnect();
      return Promise.resolve();
    },
  };
}
