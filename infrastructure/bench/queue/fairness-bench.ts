import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { newId } from '@sri/shared/model/ids.ts';
import { redisKeys } from '@sri/shared/protocol/redis-keys.ts';
import { parseHint } from '../../../server/background/hints.ts';
import { scaled, type Bench } from '../bench-contract.ts';
import { inLanes, within } from '../rounds.ts';
import { rounded } from '../statistics.ts';
import { startClaiming } from './claiming.ts';
import { enqueueOptions, makeEnvelope } from './envelopes.ts';

const JOBS_OF_FIRST = 5000;
const JOBS_OF_SECOND = 10;
const CONCURRENCY = 8;
const JOB_MS = 20;
/** Both organisations stand in the ring once. */
const RING = 2;
/** A turn that the worker had taken when the organisation entered the ring, and whose claim came after. */
const UNDER_WAY = 1;
/** Before the id of an organisation that enters the ring, among the claims. */
const ENTERS = 'enters ';

/**
 * What Redis did, in its order: pub/sub tells of each claim as it happens, and of an organisation's entry into the ring.
 * Counted here, since a worker hears of its own claims a little later.
 */
async function watchOrder(
  redisUrl: string,
): Promise<{ claims: string[]; close: () => void; onSeen: (hear: () => void) => void }> {
  const keys = redisKeys();
  const subscriber = new Redis(redisUrl);
  const claims: string[] = [];
  let hear: () => void = () => undefined;
  subscriber.on('message', (channel: string, text: string) => {
    const hint = channel === keys.hints ? parseHint(text) : null;
    if (channel === keys.wake) claims.push(`${ENTERS}${text}`);
    else if (hint?.kind === 'claimed') claims.push(hint.orgId);
    hear();
  });
  await subscriber.subscribe(keys.hints, keys.wake);
  return { claims, close: () => subscriber.disconnect(), onSeen: (next) => void (hear = next) };
}

/** How many slots each claim of the organisation took: those of others before it, and its own. */
function waitsOf(claims: readonly string[], orgId: string): number[] {
  const since = claims.slice(claims.indexOf(`${ENTERS}${orgId}`)).filter((one) => !one.startsWith(ENTERS));
  const places = since.flatMap((one, index) => (one === orgId ? [index + 1] : []));
  return places.map((place, index) => place - (places[index - 1] ?? 0));
}

/**
 * One organisation has thousands of jobs, then another one puts in ten. A wait is counted in slots that became free
 * since the job before it was claimed: time would only tell how long the jobs last.
 */
export const fairnessBench: Bench = async (context) => {
  const { stack } = context;
  await stack.startRedis();
  const [first, second] = [newId(), newId()];
  const order = await watchOrder(stack.facts.redisUrl);
  const done = Promise.withResolvers<void>();
  order.onSeen(() => {
    if (order.claims.filter((one) => one === second).length === JOBS_OF_SECOND) done.resolve();
  });
  const claiming = await startClaiming(stack, { concurrency: CONCURRENCY, work: () => sleep(JOB_MS) });
  const put = (orgId: string) => async (): Promise<void> => {
    const envelope = makeEnvelope(orgId);
    await claiming.queue.enqueue(envelope, enqueueOptions(envelope));
  };
  const jobsOfFirst = scaled(JOBS_OF_FIRST, context, 500);
  await inLanes(jobsOfFirst, 32, put(first));
  const putAt = performance.now();
  await inLanes(JOBS_OF_SECOND, JOBS_OF_SECOND, put(second));
  await within(60, 'the second organisation was not served', done.promise);
  const ms = performance.now() - putAt;
  await claiming.redis.del(claiming.keys.orgJobs(first));
  await claiming.stop();
  order.close();

  const [firstWait = Number.NaN, ...waits] = waitsOf(order.claims, second);
  const longest = Math.max(...waits);
  return {
    jobsOfFirst,
    jobsOfSecond: JOBS_OF_SECOND,
    ring: RING,
    firstWaitSlots: firstWait,
    longestWaitSlots: longest,
    msUntilLast: rounded(ms),
    reach: `each of the second one's jobs waits for at most one turn of the ring (${RING} freed slots), the first one besides for a turn under way`,
    reached: waits.length === JOBS_OF_SECOND - 1 && firstWait <= RING + UNDER_WAY && longest <= RING,
  };
};
