import { Redis } from 'ioredis';
import { newId } from '@sri/shared/model/ids.ts';
import type { JobEnvelope } from '@sri/shared/protocol/job-envelope.ts';
import { scaled, type Bench } from '../bench-contract.ts';
import { competitorVersion } from '../competitors.ts';
import { alternate } from '../rounds.ts';
import { median, rounded } from '../statistics.ts';
import { openBullSide } from './bull-side.ts';
import { openOurSide, type QueueSide } from './our-side.ts';
import { makeEnvelope } from './envelopes.ts';

const ORGS = 100;
const LANES = 50;
const JOBS = 10_000;
const ROUNDS = 7;
const REACH = 1.5;

/** No-op jobs put in, then taken and ended by somebody with 50 hands. Both sides get the same payloads. */
interface Pace {
  putPerSecond: number;
  workPerSecond: number;
  wholePerSecond: number;
}

async function pace(side: QueueSide, envelopes: readonly JobEnvelope[]): Promise<Pace> {
  const jobs = envelopes.length;
  const work = await side.ready(jobs);
  const began = performance.now();
  await side.put(envelopes);
  const between = performance.now();
  await work();
  const ended = performance.now();
  const perSecond = (ms: number): number => (jobs / ms) * 1000;
  return {
    putPerSecond: perSecond(between - began),
    workPerSecond: perSecond(ended - between),
    wholePerSecond: perSecond(ended - began),
  };
}

function medians(paces: readonly Pace[]): Pace {
  const of = (name: keyof Pace): number => rounded(median(paces.map((one) => one[name])));
  return { putPerSecond: of('putPerSecond'), workPerSecond: of('workPerSecond'), wholePerSecond: of('wholePerSecond') };
}

export const queueBench: Bench = async (context) => {
  const { stack, say } = context;
  await stack.startRedis();
  const jobs = scaled(JOBS, context, ORGS);
  const admin = new Redis(stack.facts.redisUrl);
  const ours = await openOurSide(stack.facts.redisUrl, LANES);
  const bull = await openBullSide(stack.facts.redisUrl, LANES);
  const payloads = () => {
    const orgs = Array.from({ length: ORGS }, () => newId());
    return Array.from({ length: jobs }, (_, index) => makeEnvelope(orgs[index % ORGS] ?? ''));
  };
  const measured = await alternate(
    scaled(ROUNDS, context),
    async () => {
      await admin.flushall();
      return pace(ours, payloads());
    },
    async () => {
      await admin.flushall();
      return pace(bull, payloads());
    },
  );
  await Promise.all([ours.close(), bull.close()]);
  admin.disconnect();
  say(`${jobs} jobs a round`);
  const [mine, theirs] = [medians(measured.ours), medians(measured.theirs)];
  const ratio = rounded(mine.wholePerSecond / theirs.wholePerSecond);
  return {
    against: `bullmq ${competitorVersion('bullmq')}`,
    ours: mine,
    theirs,
    ratio,
    workRatio: rounded(mine.workPerSecond / theirs.workPerSecond),
    reach: `ratio >= ${REACH}`,
    reached: ratio >= REACH,
  };
};
