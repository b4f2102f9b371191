import { join } from 'node:path';
import type { Apt } from './apt.ts';
import { ensureBuckets } from './buckets.ts';
import { findChromium } from './chromium.ts';
import { commandEnv, type LauncherConfig, ROOT } from './config.ts';
import { type DatabaseUrls, databaseUrls } from './database-urls.ts';
import { checkPostgres, checkRedis, withoutPassword } from './external-services.ts';
import { makeFolder } from './make-folder.ts';
import { migrationEnv, type S3Access, s3Part } from './parts.ts';
import type { ReservedPort } from './ports.ts';
import { preparePostgres } from './postgres.ts';
import { prepareRedis } from './redis.ts';
import { mustRun } from './run-command.ts';
import type { Supervisor } from './supervise.ts';
import type { Words } from './words.ts';

/** What every service is started with. */
export interface ServiceContext {
  config: LauncherConfig;
  words: Words;
  say: (line: string) => void;
  supervisor: Supervisor;
  apt: Apt;
  signal: AbortSignal;
  logsDir: string;
  /** Held until the part that uses it starts; absent for services of the user's own. */
  ports: { postgres?: ReservedPort; redis?: ReservedPort; s3?: ReservedPort };
}

/** Postgres, ours or the user's, with the schema brought up to date. */
export async function startDatabase(context: ServiceContext): Promise<DatabaseUrls> {
  const { config, words, say, supervisor, signal, logsDir, ports } = context;
  let urls: DatabaseUrls;
  if (ports.postgres === undefined) {
    urls = databaseUrls(config);
    await checkPostgres(urls.admin);
    say(words.external('postgres', withoutPassword(urls.admin)));
  } else {
    const { spec, url } = await preparePostgres({
      dir: join(config.home, 'postgres'),
      port: ports.postgres.port,
      logFile: join(logsDir, 'postgres.log'),
      signal,
    });
    await ports.postgres.release();
    await supervisor.start(spec);
    urls = databaseUrls(config, url);
  }
  await mustRun(process.execPath, {
    title: 'npm run migration:run in server/',
    args: ['db/migrate-main.ts'],
    cwd: join(ROOT, 'server'),
    env: migrationEnv(urls),
    signal,
  });
  say(words.databaseUpToDate);
  return urls;
}

/** Redis, ours or the user's; its address. */
export async function startQueueStore(context: ServiceContext): Promise<string> {
  const { config, words, say, supervisor, apt, signal, logsDir, ports } = context;
  if (ports.redis === undefined) {
    const url = config.REDIS_URL ?? '';
    await checkRedis(url);
    say(words.external('redis', withoutPassword(url)));
    return url;
  }
  const { spec, url } = await prepareRedis({
    dir: join(config.home, 'redis'),
    port: ports.redis.port,
    logFile: join(logsDir, 'redis.log'),
    apt,
    signal,
  });
  await ports.redis.release();
  await supervisor.start(spec);
  return url;
}

/** The S3 store, ours or the user's, with its two buckets: once with all rights, once (in ours) with a worker's. */
export async function startObjectStore(
  context: ServiceContext,
  workerSecret: string,
): Promise<{ s3: S3Access; workerS3: S3Access }> {
  const { config, words, say, supervisor, logsDir, ports } = context;
  const keys = { accessKey: config.S3_ACCESS_KEY, secretKey: config.S3_SECRET_KEY };
  if (ports.s3 === undefined) {
    const s3 = { endpoint: config.S3_ENDPOINT ?? '', ...keys };
    await ensureBuckets(s3);
    say(words.external('s3', s3.endpoint));
    return { s3, workerS3: s3 };
  }
  const endpoint = `http://127.0.0.1:${ports.s3.port}`;
  const s3 = { endpoint, ...keys };
  const workerS3 = { endpoint, accessKey: 'sri-worker', secretKey: workerSecret };
  const dir = join(config.home, 's3');
  makeFolder(dir);
  await ports.s3.release();
  await supervisor.start(s3Part({ port: ports.s3.port, dir, access: s3, worker: workerS3, logsDir }));
  await ensureBuckets(s3);
  return { s3, workerS3 };
}

/** The workers' browser; its path. */
export async function findBrowser({ config, words, say, apt, signal }: ServiceContext): Promise<string> {
  const { path, version } = await findChromium({
    ...(config.CHROMIUM_PATH === undefined ? {} : { chosen: config.CHROMIUM_PATH }),
    apt,
    env: commandEnv(),
    toolsDir: join(ROOT, '.tools'),
    onDownload: (what) => say(words.downloading(what)),
    signal,
  });
  say(words.chromium(version));
  return path;
}
