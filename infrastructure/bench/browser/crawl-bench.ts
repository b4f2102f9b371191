import { setTimeout as sleep } from 'node:timers/promises';
import { scaled, type Bench } from '../bench-contract.ts';
import { competitorVersion } from '../competitors.ts';
import { startHere } from '../node-process.ts';
import { alternate } from '../rounds.ts';
import { median, rounded } from '../statistics.ts';
import { crawlPerSecond } from './crawlee-side.ts';
import { openOurJobs } from './our-jobs.ts';

const CONCURRENCIES = [1, 2, 4];
const ROUNDS = 5;
const PAGES = 30;
const REST_MS = 500;
const REACH = 1;

/**
 * The same pages, each with cookies of its own and a picture. Ours does whole jobs: claim, signature, sealed session,
 * checks of the page, log, manifest, upload, end. Crawlee's browser starts before its time counts, as ours does.
 */
export const crawlBench: Bench = async (context) => {
  const { stack, say } = context;
  await Promise.all([stack.startRedis(), stack.startS3()]);
  const site = await startHere(stack, 'browser/site.ts');
  const url = `${site}/liquidaciones`;
  const executablePath = await stack.chromium();
  const ours = await openOurJobs(stack, { url, stepPictures: 'failures' });
  const pages = scaled(PAGES, context, 4);
  const figures: { concurrency: number; oursPerSecond: number; theirsPerSecond: number; ratio: number }[] = [];
  for (const lanes of CONCURRENCIES) {
    const worker = await stack.startWorker(`worker-${lanes}`, { WORKER_CONCURRENCY: String(lanes) });
    const measured = await alternate(
      scaled(ROUNDS, context),
      async () => {
        const perSecond = await ours.perSecond(pages);
        await sleep(REST_MS);
        return perSecond;
      },
      () => crawlPerSecond(executablePath, { url, pages, lanes }),
    );
    const [mine, theirs] = [median(measured.ours), median(measured.theirs)];
    const ratio = rounded(mine / theirs);
    figures.push({ concurrency: lanes, oursPerSecond: rounded(mine), theirsPerSecond: rounded(theirs), ratio });
    say(JSON.stringify(figures.at(-1)));
    await worker.stop();
  }
  await ours.close();
  return {
    against: `@crawlee/playwright ${competitorVersion('@crawlee/playwright')}, useIncognitoPages`,
    figures,
    reach: `ratio >= ${REACH} at each concurrency`,
    reached: figures.every(({ ratio }) => ratio >= REACH),
  };
};
