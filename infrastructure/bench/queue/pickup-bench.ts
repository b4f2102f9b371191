import { setTimeout as sleep } from 'node:timers/promises';
import { deferred, type Deferred } from '@sri/shared/lang/deferred.ts';
import { newId } from '@sri/shared/model/ids.ts';
import { scaled, type Bench } from '../bench-contract.ts';
import { competitorVersion, loadBullMq } from '../competitors.ts';
import { alternate, within } from '../rounds.ts';
import type { BenchStack } from '../stack.ts';
import { quantile, rounded } from '../statistics.ts';
import { startClaiming } from './claiming.ts';
import { enqueueOptions, makeEnvelope } from './envelopes.ts';

const ROUNDS = 20;
const SAMPLES = 100;
const ORGS = 100;
/** Between two jobs: long enough that everybody is at rest again. */
const REST_MS = 8;
const REACH = 1.5;

interface PickupSide {
  /** ms from before the job is put in until a hand has it. */
  once: () => Promise<number>;
  close: () => Promise<void>;
}

/** Waits for the next job that is taken. */
function createTaker(): { next: () => Promise<number>; taken: () => void } {
  let waiting: Deferred<number> = deferred();
  return {
    next: () => (waiting = deferred()).promise,
    taken: () => waiting.resolve(performance.now()),
  };
}

async function openOurs(stack: BenchStack): Promise<PickupSide> {
  const taker = createTaker();
  const work = (): Promise<void> => {
    taker.taken();
    return Promise.resolve();
  };
  const claiming = await startClaiming(stack, { concurrency: 1, work });
  const orgs = Array.from({ length: ORGS }, () => newId());
  let turn = 0;
  return {
    once: async () => {
      const envelope = makeEnvelope(orgs[(turn += 1) % ORGS] ?? '');
      const taken = taker.next();
      const began = performance.now();
      await claiming.queue.enqueue(envelope, enqueueOptions(envelope));
      return (await taken) - began;
    },
    close: () => claiming.stop(),
  };
}

async function openBull({ facts }: BenchStack): Promise<PickupSide> {
  const { Queue, Worker } = await loadBullMq();
  const { hostname: host, port } = new URL(facts.redisUrl);
  const connection = { host, port: Number(port) };
  const taker = createTaker();
  const queue = new Queue('pickup', { connection });
  const work = (): Promise<void> => {
    taker.taken();
    return Promise.resolve();
  };
  const worker = new Worker('pickup', work, { connection, concurrency: 1, autorun: true });
  await Promise.all([queue.waitUntilReady(), worker.waitUntilReady()]);
  return {
    once: async () => {
      const envelope = makeEnvelope(newId());
      const taken = taker.next();
      const began = performance.now();
      await queue.add('job', envelope);
      return (await taken) - began;
    },
    close: async () => {
      await worker.close();
      await queue.close();
    },
  };
}

export const pickupBench: Bench = async (context) => {
  const { stack } = context;
  await stack.startRedis();
  const [ours, bull] = [await openOurs(stack), await openBull(stack)];
  const round = (side: PickupSide) => async (): Promise<number[]> => {
    const samples: number[] = [];
    for (let left = SAMPLES; left > 0; left -= 1) {
      await sleep(REST_MS);
      samples.push(await within(10, 'a job was not taken', side.once()));
    }
    return samples;
  };
  const measured = await alternate(scaled(ROUNDS, context), round(ours), round(bull));
  await Promise.all([ours.close(), bull.close()]);
  const figures = (rounds: number[][]) => {
    const all = rounds.flat();
    return { samples: all.length, p50Ms: quantile(all, 0.5), p99Ms: quantile(all, 0.99) };
  };
  const [mine, theirs] = [figures(measured.ours), figures(measured.theirs)];
  const ratio = { p50: rounded(mine.p50Ms / theirs.p50Ms), p99: rounded(mine.p99Ms / theirs.p99Ms) };
  const shown = ({ samples, p50Ms, p99Ms }: typeof mine) => ({
    samples,
    p50Ms: rounded(p50Ms),
    p99Ms: rounded(p99Ms),
  });
  return {
    against: `bullmq ${competitorVersion('bullmq')}`,
    ours: shown(mine),
    theirs: shown(theirs),
    ratio,
    reach: `p50 and p99 <= ${REACH} times`,
    reached: ratio.p50 <= REACH && ratio.p99 <= REACH,
  };
};
