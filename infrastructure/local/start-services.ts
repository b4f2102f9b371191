import { join } from 'node:path';
import { AppError } from '@sri/shared/errors.ts';
import type { Apt } from './apt.ts';
import { ensureBuckets } from './buckets.ts';
import { buildApp } from './build-app.ts';
import { buildConsole } from './build-console.ts';
import { findChromium } from './chromium.ts';
import { commandEnv, ROOT } from './config.ts';
import { checkPostgres, checkRedis, withoutPassword } from './external-services.ts';
import { makeFolder } from './make-folder.ts';
import { migrationEnv, type PartFacts, portalPart, s3Part } from './parts.ts';
import { preparePostgres } from './postgres.ts';
import { placePracticePortal } from './practice-portal.ts';
import { prepareRedis } from './redis.ts';
import { mustRun } from './run-command.ts';
import type { StackPorts } from './stack-ports.ts';
import type { Supervisor } from './supervise.ts';
import type { Words } from './words.ts';

/** What every service is started with. */
export interface ServiceContext {
  words: Words;
  say: (line: string) => void;
  supervisor: Supervisor;
  apt: Apt;
  signal: AbortSignal;
  ports: StackPorts;
  facts: PartFacts;
  /** Whether the desktop app will be opened. */
  opensApp: boolean;
}

/** Postgres, ours or the user's, with the schema brought up to date. */
export async function startDatabase({ words, say, supervisor, signal, ports, facts }: ServiceContext): Promise<void> {
  const { config, database, logsDir } = facts;
  if (ports.postgres === undefined) {
    await checkPostgres(database.admin);
    say(words.external('postgres', withoutPassword(database.admin)));
  } else {
    const dir = join(config.home, 'postgres');
    const logFile = join(logsDir, 'postgres.log');
    const { spec } = await preparePostgres({ dir, port: ports.postgres.port, logFile, signal });
    await ports.postgres.release();
    await supervisor.start(spec);
  }
  await mustRun(process.execPath, {
    title: 'npm run migration:run in server/',
    args: ['db/migrate-main.ts'],
    cwd: join(ROOT, 'server'),
    env: migrationEnv(database),
    signal,
  });
  await placePracticePortal(database.admin, facts.portalUrl);
  say(words.databaseUpToDate);
}

/** Redis, ours or the user's. */
export async function startQueueStore(context: ServiceContext): Promise<void> {
  const { words, say, supervisor, apt, signal, ports, facts } = context;
  if (ports.redis === undefined) {
    await checkRedis(facts.redisUrl);
    say(words.external('redis', withoutPassword(facts.redisUrl)));
    return;
  }
  const dir = join(facts.config.home, 'redis');
  const logFile = join(facts.logsDir, 'redis.log');
  const { spec } = await prepareRedis({ dir, port: ports.redis.port, logFile, apt, signal });
  await ports.redis.release();
  await supervisor.start(spec);
}

/** The S3 store, ours or the user's, with its two buckets. */
export async function startObjectStore({ words, say, supervisor, ports, facts }: ServiceContext): Promise<void> {
  if (ports.s3 !== undefined) {
    const dir = join(facts.config.home, 's3');
    makeFolder(dir);
    await ports.s3.release();
    await supervisor.start(s3Part(facts, dir));
  }
  await ensureBuckets(facts.s3);
  if (ports.s3 === undefined) say(words.external('s3', facts.s3.endpoint));
}

export async function startPortal({ supervisor, ports, facts }: ServiceContext): Promise<void> {
  const dir = join(facts.config.home, 'portal');
  makeFolder(dir);
  await ports.portal.release();
  await supervisor.start(portalPart(facts, dir));
}

/** The workers' browser; its path. */
export async function findBrowser({ words, say, apt, signal, facts }: ServiceContext): Promise<string> {
  const chosen = facts.config.CHROMIUM_PATH;
  const { path, version } = await findChromium({
    ...(chosen === undefined ? {} : { chosen }),
    apt,
    env: commandEnv(),
    toolsDir: join(ROOT, '.tools'),
    onDownload: (what) => say(words.downloading(what)),
    signal,
  });
  say(words.chromium(version));
  return path;
}

/** The web console, built where its sources changed. Without it everything else works, so a failure is only told. */
export async function prepareConsole({ words, say, signal }: ServiceContext): Promise<void> {
  try {
    await buildConsole({ signal, onBuild: () => say(words.buildingConsole) });
    say(words.consoleReady);
  } catch (error) {
    signal.throwIfAborted();
    say(words.consoleFailed(error instanceof AppError ? `${error.message}\n  ${error.hint}` : String(error)));
  }
}

/** The desktop app, built where its sources changed and it will be opened. A failure is only told, likewise. */
export async function prepareApp({ words, say, signal, opensApp }: ServiceContext): Promise<void> {
  if (!opensApp) return;
  try {
    await buildApp({ signal, onBuild: () => say(words.buildingApp) });
  } catch (error) {
    signal.throwIfAborted();
    say(words.appFailed(error instanceof AppError ? `${error.message}\n  ${error.hint}` : String(error)));
  }
}
