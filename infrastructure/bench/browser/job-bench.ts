import { setTimeout as sleep } from 'node:timers/promises';
import { type BenchContext, type Bench, scaled } from '../bench-contract.ts';
import { startHere } from '../node-process.ts';
import { alternate } from '../rounds.ts';
import { median, quantile, rounded } from '../statistics.ts';
import { type BareLoop, openBareLoop } from './bare-loop.ts';
import { openOurJobs, type OurJobs } from './our-jobs.ts';

const CONCURRENCIES = [1, 2, 4];
const ROUNDS = 5;
const JOBS = 24;
const TURNS_OF_LATENCY = 30;
/** Until what goes on after an end (final names, the next context) is over. */
const REST_MS = 500;
const REACH = { throughput: 0.9, latency: 0.8 };

interface Sides {
  url: string;
  bare: BareLoop;
  failures: OurJobs;
  all: OurJobs;
}

async function throughput(context: BenchContext, { url, bare, failures, all }: Sides, concurrency: number) {
  const jobs = scaled(JOBS, context, 4);
  const ours = (side: OurJobs) => async (): Promise<number> => {
    const perSecond = await side.perSecond(jobs);
    await sleep(REST_MS);
    return perSecond;
  };
  const measured = await alternate(
    scaled(ROUNDS, context),
    async () => ({ failures: await ours(failures)(), all: await ours(all)() }),
    () => bare.perSecond(url, jobs, concurrency),
  );
  const [withFailures, withAll] = (['failures', 'all'] as const).map((name) =>
    median(measured.ours.map((one) => one[name])),
  );
  const theirs = median(measured.theirs);
  return {
    concurrency,
    oursPerSecond: rounded(withFailures ?? Number.NaN),
    oursWithAllPicturesPerSecond: rounded(withAll ?? Number.NaN),
    theirsPerSecond: rounded(theirs),
    ratio: rounded((withFailures ?? Number.NaN) / theirs),
    ratioWithAllPictures: rounded((withAll ?? Number.NaN) / theirs),
  };
}

async function latency(context: BenchContext, { url, bare, failures }: Sides) {
  const measured = await alternate(
    scaled(TURNS_OF_LATENCY, context, 3),
    async () => {
      await sleep(REST_MS);
      return failures.once();
    },
    async () => {
      await sleep(REST_MS);
      return bare.turn(url);
    },
  );
  const [ours, theirs] = [median(measured.ours), median(measured.theirs)];
  return {
    oursP50Ms: rounded(ours),
    theirsP50Ms: rounded(theirs),
    oursP90Ms: rounded(quantile(measured.ours, 0.9)),
    theirsP90Ms: rounded(quantile(measured.theirs, 0.9)),
    ratio: rounded(ours / theirs),
  };
}

export const jobBench: Bench = async (context) => {
  const { stack, say } = context;
  await Promise.all([stack.startRedis(), stack.startS3()]);
  const site = await startHere(stack, 'browser/site.ts');
  const url = `${site}/liquidaciones`;
  const executablePath = await stack.chromium();
  const sides: Sides = {
    url,
    bare: await openBareLoop(executablePath),
    failures: await openOurJobs(stack, { url, stepPictures: 'failures' }),
    all: await openOurJobs(stack, { url, stepPictures: 'all' }),
  };
  const perSecond: Awaited<ReturnType<typeof throughput>>[] = [];
  let oneJob: Awaited<ReturnType<typeof latency>> | undefined;
  for (const concurrency of CONCURRENCIES) {
    const worker = await stack.startWorker(`worker-${concurrency}`, { WORKER_CONCURRENCY: String(concurrency) });
    if (concurrency === 1) oneJob = await latency(context, sides);
    perSecond.push(await throughput(context, sides, concurrency));
    say(JSON.stringify(perSecond.at(-1)));
    await worker.stop();
  }
  await Promise.all([sides.bare.close(), sides.failures.close(), sides.all.close()]);
  return {
    against: 'a bare Playwright loop on the same browser build',
    throughput: perSecond,
    latency: oneJob,
    reach: `throughput >= ${REACH.throughput} at each concurrency, latency <= ${REACH.latency}`,
    reached: perSecond.every(({ ratio }) => ratio >= REACH.throughput) && (oneJob?.ratio ?? 9) <= REACH.latency,
  };
};
