import { Redis } from 'ioredis';
import pg from 'pg';
import { scaled, type Bench } from '../bench-contract.ts';
import { startHere } from '../node-process.ts';
import { alternate } from '../rounds.ts';
import { median, quantile, rounded } from '../statistics.ts';
import { type ApiTenant, makeApiTenant } from './api-tenants.ts';
import { type LoadFigures, postAll } from './post-load.ts';

const TENANTS = 50;
const LANES = 32;
const CALLS = 2000;
const ROUNDS = 7;
/** As many connections to Postgres as the control plane's API has. */
const POOL_MAX = 10;
const REACH = 0.5;

/** As if workers had done everything: nothing waits when a round begins. */
async function clearJobs(admin: pg.Client, redis: Redis): Promise<void> {
  await admin.query('truncate outbox, bare_jobs');
  await admin.query(`update jobs set status = 'completed', finished_at = now() where status = 'queued'`);
  await redis.flushall();
  await admin.query('checkpoint');
}

function figures(rounds: readonly LoadFigures[]) {
  const took = rounds.flatMap((round) => round.took);
  return {
    perSecond: rounded(median(rounds.map(({ perSecond }) => perSecond))),
    p50Ms: rounded(quantile(took, 0.5)),
    p99Ms: rounded(quantile(took, 0.99)),
  };
}

export const runBench: Bench = async (context) => {
  const { stack, say } = context;
  const { apiUrl, redisUrl, database } = stack.facts;
  await Promise.all([stack.startRedis(), stack.startPostgres(), stack.startS3()]);
  await stack.startServer({ DATABASE_POOL_MAX: String(POOL_MAX) });
  const bareEnv = { DATABASE_URL: database.admin, POOL_MAX: String(POOL_MAX) };
  const bareUrl = await startHere(stack, 'run/bare-api.ts', bareEnv);
  const tenants: ApiTenant[] = [];
  while (tenants.length < TENANTS) tenants.push(await makeApiTenant(apiUrl, `org-${tenants.length}`));
  say(`${TENANTS} organisations are ready`);
  const admin = new pg.Client({ connectionString: database.admin });
  await admin.connect();
  const redis = new Redis(redisUrl);
  const calls = scaled(CALLS, context, LANES);
  const bodyOf = (index: number) => {
    const { providerId = '', token = '' } = tenants[index % TENANTS] ?? {};
    return { token, body: { providerId, metadata: { lote: index } } };
  };
  const measured = await alternate(
    scaled(ROUNDS, context),
    async () => {
      await clearJobs(admin, redis);
      return postAll(calls, LANES, (index) => ({ ...bodyOf(index), url: `${apiUrl}/api/run` }));
    },
    async () => {
      await clearJobs(admin, redis);
      return postAll(calls, LANES, (index) => ({ ...bodyOf(index), url: `${bareUrl}/api/run` }));
    },
  );
  redis.disconnect();
  await admin.end();
  const [ours, theirs] = [figures(measured.ours), figures(measured.theirs)];
  const ratio = rounded(ours.perSecond / theirs.perSecond);
  return {
    against: 'Express, one INSERT in one transaction',
    connections: LANES,
    ours,
    theirs,
    ratio,
    reach: `ratio >= ${REACH}`,
    reached: ratio >= REACH,
  };
};
