import { join } from 'node:path';
import { createApt } from './apt.ts';
import { commandEnv, type LauncherConfig } from './config.ts';
import { namesDatabase } from './database-urls.ts';
import { rotateLog } from './log-file.ts';
import { makeFolder } from './make-folder.ts';
import { controlPlanePart, type PartFacts, portalPart, workerEnv, workerPart } from './parts.ts';
import { type ReservedPort, reservePort } from './ports.ts';
import { stackSecrets, writeEnvFile } from './secrets.ts';
import {
  findBrowser,
  type ServiceContext,
  startDatabase,
  startObjectStore,
  startQueueStore,
} from './start-services.ts';
import type { Supervisor } from './supervise.ts';
import type { Words } from './words.ts';

const LOG_LIMIT_BYTES = 10 * 1024 * 1024;
const WORKERS = ['worker-1', 'worker-2'];
const LOGS = ['postgres', 'redis', 's3', 'portal', 'server', ...WORKERS];

export interface StackContext {
  config: LauncherConfig;
  words: Words;
  say: (line: string) => void;
  supervisor: Supervisor;
  signal: AbortSignal;
  /** Called as soon as the control plane's address is known. */
  onAddress: (apiUrl: string) => void;
}

/** What the stack is reached by; in this order the lines of `stack.env`. */
export interface StackFacts {
  DATABASE_URL: string;
  DATABASE_ADMIN_URL: string;
  REDIS_URL: string;
  S3_ENDPOINT: string;
  S3_ACCESS_KEY: string;
  S3_SECRET_KEY: string;
  API_URL: string;
  PORTAL_URL: string;
  DEMO_EMAIL: string;
  DEMO_PASSWORD: string;
}

/** All or nothing: when one fails the others are told to stop, and are waited for, so that nothing goes on behind. */
async function together<T extends unknown[]>(
  tasks: { [K in keyof T]: Promise<T[K]> },
  onFailure: () => void,
): Promise<T> {
  try {
    return (await Promise.all(tasks)) as T;
  } catch (error) {
    onFailure();
    await Promise.allSettled(tasks);
    throw error;
  }
}

async function reservePorts(context: StackContext): Promise<{
  services: ServiceContext['ports'];
  api: ReservedPort;
  portal: ReservedPort;
}> {
  const { config, words, say } = context;
  const reserve = async (part: string, wanted: number): Promise<ReservedPort> => {
    const reserved = await reservePort(wanted);
    if (reserved.port !== wanted) say(words.portBusy(part, wanted, reserved.port));
    return reserved;
  };
  const api = await reserve('server', config.API_PORT);
  const portal = await reserve('portal', config.PORTAL_PORT);
  const services: ServiceContext['ports'] = {};
  if (!namesDatabase(config)) services.postgres = await reserve('postgres', config.POSTGRES_PORT);
  if (config.REDIS_URL === undefined) services.redis = await reserve('redis', config.REDIS_PORT);
  if (config.S3_ENDPOINT === undefined) services.s3 = await reserve('s3', config.S3_PORT);
  return { services, api, portal };
}

/**
 * Brings up everything, what can go side by side does. Throws the first failure (`AppError`) or the signal's reason,
 * with everything being ended: the caller waits for that by `supervisor.stopAll`.
 */
export async function startStack(context: StackContext): Promise<StackFacts> {
  const { config, words, say, supervisor } = context;
  const logsDir = join(config.home, 'logs');
  makeFolder(logsDir);
  for (const name of LOGS) rotateLog(join(logsDir, `${name}.log`), LOG_LIMIT_BYTES);
  const secrets = stackSecrets(join(config.home, 'secrets.env'), config);
  const ports = await reservePorts(context);
  const held = [ports.api, ports.portal, ...Object.values(ports.services)];
  try {
    const apiUrl = `http://localhost:${ports.api.port}`;
    const portalUrl = `http://localhost:${ports.portal.port}`;
    context.onAddress(apiUrl);

    const failed = new AbortController();
    const giveUp = (): void => {
      failed.abort(new DOMException('another part failed', 'AbortError'));
      void supervisor.stopAll();
    };
    const signal = AbortSignal.any([context.signal, failed.signal]);
    const apt = createApt({ env: commandEnv(), onInstall: (name) => say(words.installing(name)) });
    const services: ServiceContext = { config, words, say, supervisor, apt, signal, logsDir, ports: ports.services };

    const startPortal = async (): Promise<void> => {
      const dir = join(config.home, 'portal');
      makeFolder(dir);
      await ports.portal.release();
      await supervisor.start(portalPart({ port: ports.portal.port, dir, url: portalUrl, logsDir }));
    };
    const [database, redisUrl, { s3, workerS3 }, chromiumPath] = await together(
      [
        startDatabase(services),
        startQueueStore(services),
        startObjectStore(services, secrets.WORKER_S3_SECRET_KEY),
        findBrowser(services),
        startPortal(),
      ],
      giveUp,
    );

    const facts: PartFacts = {
      config,
      secrets,
      database,
      redisUrl,
      s3,
      workerS3,
      apiPort: ports.api.port,
      apiUrl,
      portalUrl,
      logsDir,
    };
    await ports.api.release();
    await together(
      [
        supervisor.start(controlPlanePart(facts)),
        ...WORKERS.map((id) => supervisor.start(workerPart(facts, chromiumPath, id))),
      ],
      giveUp,
    );

    // What a worker gets, for one more that is started by hand.
    writeEnvFile(join(config.home, 'worker.env'), workerEnv(facts, chromiumPath));
    return {
      DATABASE_URL: database.api,
      DATABASE_ADMIN_URL: database.admin,
      REDIS_URL: redisUrl,
      S3_ENDPOINT: s3.endpoint,
      S3_ACCESS_KEY: s3.accessKey,
      S3_SECRET_KEY: s3.secretKey,
      API_URL: apiUrl,
      PORTAL_URL: portalUrl,
      DEMO_EMAIL: config.DEMO_EMAIL,
      DEMO_PASSWORD: secrets.DEMO_PASSWORD,
    };
  } finally {
    await Promise.all(held.map((port) => port.release()));
  }
}
