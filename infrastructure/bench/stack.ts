import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createApt } from '../local/apt.ts';
import { ensureBuckets } from '../local/buckets.ts';
import { findChromium } from '../local/chromium.ts';
import { commandEnv, ROOT } from '../local/config.ts';
import { loopbackFacts } from '../local/loopback-facts.ts';
import { controlPlanePart, migrationEnv, type PartFacts, s3Part, workerPart } from '../local/parts.ts';
import { freePort } from '../local/ports.ts';
import { startPostgres } from '../local/postgres.ts';
import { startRedis } from '../local/redis.ts';
import { mustRun } from '../local/run-command.ts';
import { type ProcessSpec, type RunningProcess, startReady } from '../local/run-process.ts';

/** Parts of an installation of the bench's own, each started where it is asked for, as `npm start` would. */
export interface BenchStack {
  facts: PartFacts;
  home: string;
  startRedis: (settings?: Record<string, string>) => Promise<RunningProcess>;
  /** With the schema brought up to date, and as safe against power cuts as in use. */
  startPostgres: (settings?: Record<string, string>) => Promise<RunningProcess>;
  startS3: () => Promise<RunningProcess>;
  startServer: (env?: Record<string, string>) => Promise<RunningProcess>;
  startWorker: (id: string, env?: Record<string, string>) => Promise<RunningProcess>;
  /** Any other process, ended with the rest. */
  start: (spec: ProcessSpec) => Promise<RunningProcess>;
  chromium: () => Promise<string>;
  /** Ends one part before the others. */
  stopAll: () => Promise<void>;
}

const PORTS = ['postgres', 'redis', 's3', 'api'] as const;

async function freePorts(): Promise<Record<(typeof PORTS)[number], number>> {
  const found: number[] = [];
  while (found.length < PORTS.length) {
    const port = await freePort();
    if (!found.includes(port)) found.push(port);
  }
  return Object.fromEntries(PORTS.map((name, index) => [name, found[index]])) as Awaited<ReturnType<typeof freePorts>>;
}

/** Nothing runs yet; data, logs and secrets lie under `home`. */
export async function openStack(home: string, say: (line: string) => void): Promise<BenchStack> {
  for (const name of ['logs', 's3']) mkdirSync(join(home, name), { recursive: true });
  const ports = await freePorts();
  const facts = loopbackFacts(home, ports);
  const { logsDir, s3 } = facts;
  const apt = createApt({ env: commandEnv(), onInstall: (name) => say(`installing ${name}`) });
  const running: RunningProcess[] = [];
  const kept = <P extends RunningProcess>(part: P): P => {
    running.unshift(part);
    return part;
  };
  const start = async (spec: ProcessSpec): Promise<RunningProcess> => kept(await startReady(spec));
  const startWith = (spec: ProcessSpec, env: Record<string, string> = {}): Promise<RunningProcess> =>
    start({ ...spec, env: { ...spec.env, ...env } });
  const chromium = async (): Promise<string> => {
    const onDownload = (what: string): void => say(`downloading ${what}`);
    return (await findChromium({ apt, env: commandEnv(), toolsDir: join(ROOT, '.tools'), onDownload })).path;
  };

  return {
    facts,
    home,
    start,
    chromium,
    startRedis: async (settings = {}) => {
      const logFile = join(logsDir, 'redis.log');
      return kept(await startRedis({ apt, dir: join(home, 'redis'), port: ports.redis, logFile, settings }));
    },
    startPostgres: async (settings = {}) => {
      const logFile = join(logsDir, 'postgres.log');
      const dir = join(home, 'postgres');
      const postgres = kept(await startPostgres({ dir, port: ports.postgres, logFile, settings }));
      const env = migrationEnv(facts.database);
      await mustRun(process.execPath, { args: ['db/migrate-main.ts'], cwd: join(ROOT, 'server'), env });
      return postgres;
    },
    startS3: async () => {
      const part = await start(s3Part(facts, join(home, 's3')));
      await ensureBuckets(s3);
      return part;
    },
    startServer: (env) => startWith(controlPlanePart(facts), env),
    startWorker: async (id, env) => {
      const own = { LOG_DIR: join(logsDir, id), SPOOL_DIR: join(home, 'spool') };
      return startWith(workerPart(facts, await chromium(), id), { ...own, ...env });
    },
    stopAll: async () => {
      for (const part of running) await part.stop();
    },
  };
}
