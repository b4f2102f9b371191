import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createApt } from '../local/apt.ts';
import { ensureBuckets } from '../local/buckets.ts';
import { findChromium } from '../local/chromium.ts';
import { commandEnv, ROOT } from '../local/config.ts';
import { databaseUrls } from '../local/database-urls.ts';
import { httpProbe } from '../local/http-probe.ts';
import { loopbackFacts } from '../local/loopback-facts.ts';
import { controlPlanePart, migrationEnv, type PartFacts, s3Part, workerPart } from '../local/parts.ts';
import { freePort } from '../local/ports.ts';
import { postgresUrl, preparePostgres } from '../local/postgres.ts';
import { prepareRedis } from '../local/redis.ts';
import { mustRun } from '../local/run-command.ts';
import type { ProcessSpec } from '../local/run-process.ts';
import { createSupervisor, type PartEvent, type Supervisor } from '../local/supervise.ts';
import { WORKERS } from './faults.ts';
import { openLinks, type Links } from './links.ts';

/** A whole installation of real processes, with a breakable link between any two that talk. */
export interface ChaosStack {
  supervisor: Supervisor;
  links: Links;
  apiUrl: string;
  /** The services themselves, past all links: for who looks on. */
  databaseUrl: string;
  redisUrl: string;
  s3: { endpoint: string; accessKey: string; secretKey: string };
  logsDir: string;
  stop(): Promise<void>;
}

export interface ChaosStackOptions {
  home: string;
  onEvent: (event: PartEvent) => void;
}

/** Short leases and pauses, so that a run of minutes sees what a week would. All in ms. */
const SHARED_TIMES = { LEASE_MS: '3000', RETRY_BASE_MS: '200', RETRY_CAP_MS: '2000' };
const SERVER_TIMES = {
  ...SHARED_TIMES,
  REAP_MS: '500',
  RECONCILE_MS: '2000',
  RECONCILE_AGE_MS: '6000',
  HOLD_CHECK_MS: '1000',
  CANCEL_REPEAT_MS: '500',
  CANCEL_GRACE_MS: '3000',
};
const WORKER_TIMES = { ...SHARED_TIMES, STUCK_MS: '15000', DRAIN_MS: '4000', BROWSER_IDLE_MS: '600000' };
const BACKOFF = { baseMs: 100, capMs: 500 };

function withEnv(spec: ProcessSpec, env: Record<string, string>): ProcessSpec {
  return { ...spec, env: { ...spec.env, ...env } };
}

async function prepareServices(home: string, logsDir: string, ports: { postgres: number; redis: number }) {
  const apt = createApt({ env: commandEnv(), onInstall: (name) => console.log(`· Installing ${name}`) });
  return Promise.all([
    preparePostgres({ dir: join(home, 'postgres'), port: ports.postgres, logFile: join(logsDir, 'postgres.log') }),
    prepareRedis({ apt, dir: join(home, 'redis'), port: ports.redis, logFile: join(logsDir, 'redis.log') }),
    findChromium({
      apt,
      env: commandEnv(),
      toolsDir: join(ROOT, '.tools'),
      onDownload: (what) => console.log(`· Downloading ${what}`),
    }),
  ]);
}

/** Starts everything and waits until it is ready; what had started is ended when something does not. */
export async function startChaosStack({ home, onEvent }: ChaosStackOptions): Promise<ChaosStack> {
  const logsDir = join(home, 'logs');
  for (const dir of [logsDir, join(home, 's3'), join(home, 'spool')]) mkdirSync(dir, { recursive: true });
  const ports = { postgres: await freePort(), redis: await freePort(), s3: await freePort() };
  const links = await openLinks(ports);
  const supervisor = createSupervisor({
    recordsDir: join(home, 'run'),
    onEvent,
    backoff: BACKOFF,
    healthyAfterMs: 5000,
  });
  const stop = async (): Promise<void> => {
    await supervisor.stopAll();
    await links.close();
  };
  try {
    const facts = loopbackFacts(home, { ...ports, api: await freePort() });
    const { s3 } = facts;
    const serverFacts: PartFacts = {
      ...facts,
      database: databaseUrls(facts.config, links.url('server to Postgres', postgresUrl({ port: ports.postgres }))),
      redisUrl: links.url('server to Redis', facts.redisUrl),
      s3: { ...s3, endpoint: links.url('server to S3', s3.endpoint) },
    };
    const [postgres, redis, chromium] = await prepareServices(home, logsDir, ports);
    await Promise.all(
      [postgres.spec, redis.spec, s3Part(facts, join(home, 's3'))].map((spec) => supervisor.start(spec)),
    );
    await Promise.all([
      ensureBuckets(s3),
      mustRun(process.execPath, {
        args: ['db/migrate-main.ts'],
        cwd: join(ROOT, 'server'),
        env: migrationEnv(facts.database),
      }),
    ]);
    const server = withEnv(controlPlanePart(serverFacts), SERVER_TIMES);
    await supervisor.start({ ...server, probe: httpProbe(`${facts.apiUrl}/health`) });
    for (const id of WORKERS) {
      const workerFacts: PartFacts = {
        ...facts,
        redisUrl: links.url(`${id} to Redis`, facts.redisUrl),
        workerS3: { ...facts.workerS3, endpoint: links.url('workers to S3', s3.endpoint) },
      };
      const own = { LOG_DIR: join(logsDir, id), SPOOL_DIR: join(home, 'spool'), WORKER_CONCURRENCY: '2' };
      await supervisor.start(withEnv(workerPart(workerFacts, chromium.path, id), { ...WORKER_TIMES, ...own }));
    }
    return {
      supervisor,
      links,
      apiUrl: facts.apiUrl,
      databaseUrl: facts.database.admin,
      redisUrl: facts.redisUrl,
      s3,
      logsDir,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
