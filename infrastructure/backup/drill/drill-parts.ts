import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { connectS3 } from '@sri/shared/node/s3.ts';
import { createApt } from '../../local/apt.ts';
import { ensureBuckets } from '../../local/buckets.ts';
import { findChromium } from '../../local/chromium.ts';
import { baseEnv, commandEnv, ROOT } from '../../local/config.ts';
import { asRole } from '../../local/database-urls.ts';
import { httpProbe } from '../../local/http-probe.ts';
import { loopbackFacts } from '../../local/loopback-facts.ts';
import { controlPlanePart, migrationEnv, type PartFacts, s3Part, workerPart } from '../../local/parts.ts';
import { freePort } from '../../local/ports.ts';
import { preparePostgres } from '../../local/postgres.ts';
import { prepareRedis } from '../../local/redis.ts';
import { mustRun } from '../../local/run-command.ts';
import { type ProcessSpec, type RunningProcess, startReady } from '../../local/run-process.ts';
import { keeperPart, storeEnv } from './keeper-part.ts';
import type { PostgresTools } from './postgres-tools.ts';

/** An installation of real processes, each of which the drill starts and ends as it likes. */
export interface DrillParts {
  facts: PartFacts;
  /** Where Postgres keeps its cluster. */
  cluster: string;
  spool: string;
  redisDir: string;
  keeperUrl: string;
  start: Record<'postgres' | 'redis' | 's3' | 'server' | 'worker' | 'keeper', () => Promise<RunningProcess>>;
  /** Schema, roles and buckets. */
  migrate(): Promise<void>;
  restore(): Promise<string>;
  stopAll(): Promise<void>;
}

/** A queue that Redis lost is to be found again within seconds, not after a minute. All in ms. */
const SERVER_TIMES = { RECONCILE_MS: '1000', RECONCILE_AGE_MS: '1500', REAP_MS: '500', LEASE_MS: '6000' };
const WORKER_TIMES = { LEASE_MS: '6000', POLL_MIN_MS: '50', BROWSER_IDLE_MS: '600000', WORKER_CONCURRENCY: '3' };

const withEnv = (spec: ProcessSpec, env: Record<string, string>): ProcessSpec => ({
  ...spec,
  env: { ...spec.env, ...env },
});

/** Finds programs and ports; starts nothing yet. */
export async function prepareDrill(home: string, tools: PostgresTools): Promise<DrillParts> {
  const folder = (name: string): string => {
    const path = join(home, name);
    mkdirSync(path, { recursive: true });
    return path;
  };
  const [postgresPort, redis, s3, api, keeper] = [
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
  ];
  const facts = loopbackFacts(home, { postgres: postgresPort, redis, s3, api });
  const logs = folder('logs');
  const apt = createApt({ env: commandEnv(), onInstall: (name) => console.log(`· Installing ${name}`) });
  const chromium = await findChromium({
    apt,
    env: commandEnv(),
    toolsDir: join(ROOT, '.tools'),
    onDownload: (what) => console.log(`· Downloading ${what}`),
  });
  const postgres = (): ReturnType<typeof preparePostgres> =>
    preparePostgres({
      dir: folder('postgres'),
      port: postgresPort,
      logFile: join(logs, 'postgres.log'),
      major: tools.major,
    });
  const { spec } = await postgres();
  const cluster = spec.args[spec.args.indexOf('-D') + 1] ?? '';
  const spool = folder('spool');
  const backup = {
    bin: tools.bin,
    spool,
    port: keeper,
    databaseUrl: asRole(facts.database.admin, 'sri_backup', 'sri_backup'),
    s3: facts.s3,
    logFile: join(logs, 'backup.log'),
  };
  const running: RunningProcess[] = [];
  const started = async (part: ProcessSpec): Promise<RunningProcess> => {
    const one = await startReady(part);
    running.push(one);
    return one;
  };
  const server = withEnv(controlPlanePart(facts), SERVER_TIMES);
  const ownSpool = { ...WORKER_TIMES, LOG_DIR: logs, SPOOL_DIR: folder('worker-spool') };
  return {
    facts,
    cluster,
    spool,
    redisDir: join(home, 'redis'),
    keeperUrl: `http://127.0.0.1:${keeper}`,
    start: {
      postgres: async () => started((await postgres()).spec),
      redis: async () =>
        started(
          (await prepareRedis({ apt, dir: join(home, 'redis'), port: redis, logFile: join(logs, 'redis.log') })).spec,
        ),
      s3: () => started(s3Part(facts, folder('s3'))),
      server: () => started({ ...server, probe: httpProbe(`${facts.apiUrl}/ready`) }),
      worker: () => started(withEnv(workerPart(facts, chromium.path, 'worker-1'), ownSpool)),
      keeper: () => started(keeperPart(backup)),
    },
    migrate: async () => {
      const client = connectS3(facts.s3);
      await Promise.all([
        ensureBuckets(facts.s3),
        client.send(new CreateBucketCommand({ Bucket: 'sri-backups' })),
        mustRun(process.execPath, {
          args: ['db/migrate-main.ts'],
          cwd: join(ROOT, 'server'),
          env: { ...migrationEnv(facts.database), DATABASE_BACKUP_URL: backup.databaseUrl },
        }),
      ]);
      client.destroy();
    },
    restore: () =>
      mustRun(process.execPath, {
        args: ['restore-main.ts', '--into', cluster],
        cwd: join(ROOT, 'infrastructure', 'backup'),
        env: { ...baseEnv(), ...storeEnv(facts.s3) },
      }),
    stopAll: async () => {
      for (const one of running.toReversed()) await one.stop();
    },
  };
}
