import { join } from 'node:path';
import { stackAddresses } from './addresses.ts';
import { createApt } from './apt.ts';
import { commandEnv, type LauncherConfig } from './config.ts';
import { rotateLog } from './log-file.ts';
import { ownServicesFile } from './own-services.ts';
import { controlPlanePart, type PartFacts, workerEnv, workerPart } from './parts.ts';
import { stackSecrets, writeEnvFile } from './secrets.ts';
import { releaseStackPorts, reserveStackPorts } from './stack-ports.ts';
import {
  findBrowser,
  prepareApp,
  prepareConsole,
  type ServiceContext,
  startDatabase,
  startObjectStore,
  startPortal,
  startQueueStore,
} from './start-services.ts';
import type { Supervisor } from './supervise.ts';
import type { Words } from './words.ts';

const LOG_LIMIT_BYTES = 10 * 1024 * 1024;
const WORKERS = ['worker-1', 'worker-2'];
const LOGS = ['postgres', 'redis', 's3', 'portal', 'server', 'desktop', ...WORKERS];

export interface StackContext {
  config: LauncherConfig;
  words: Words;
  say: (line: string) => void;
  supervisor: Supervisor;
  signal: AbortSignal;
  /** Called as soon as the control plane's address is known. */
  onAddress: (apiUrl: string) => void;
  /** Whether the desktop app will be opened, so that it has to be built. */
  opensApp: boolean;
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
  CONSOLE_URL: string;
}

/** All or nothing: when one fails the others are told to stop, and are waited for, so that nothing goes on behind. */
async function together(tasks: Promise<unknown>[], onFailure: () => void): Promise<void> {
  try {
    await Promise.all(tasks);
  } catch (error) {
    onFailure();
    await Promise.allSettled(tasks);
    throw error;
  }
}

/**
 * Starts everything as soon as what it needs is there: the control plane after the three services, the workers without
 * waiting for Postgres, which is not theirs. Gives the browser's path.
 */
async function startParts(context: ServiceContext, giveUp: () => void): Promise<string> {
  const { supervisor, ports, facts } = context;
  const database = startDatabase(context);
  const queue = startQueueStore(context);
  const store = startObjectStore(context);
  const browser = findBrowser(context);
  const startServer = async (): Promise<void> => {
    await Promise.all([database, queue, store]);
    await ports.api.release();
    await supervisor.start(controlPlanePart(facts));
  };
  const startWorker = async (id: string): Promise<void> => {
    const [path] = await Promise.all([browser, queue, store]);
    await supervisor.start(workerPart(facts, path, id));
  };
  await together(
    [
      database,
      queue,
      store,
      browser,
      startPortal(context),
      prepareConsole(context),
      prepareApp(context),
      startServer(),
      ...WORKERS.map(startWorker),
    ],
    giveUp,
  );
  return browser;
}

/**
 * Brings up everything. Throws the first failure (`AppError`) or the signal's reason, with everything being ended: the
 * caller waits for that by `supervisor.stopAll`.
 */
export async function startStack(context: StackContext): Promise<StackFacts> {
  const { config, words, say, supervisor, opensApp } = context;
  const logsDir = join(config.home, 'logs');
  for (const name of LOGS) rotateLog(join(logsDir, `${name}.log`), LOG_LIMIT_BYTES);
  const secrets = stackSecrets(join(config.home, 'secrets.env'), config);
  const ports = await reserveStackPorts(config, words, say);
  try {
    const facts: PartFacts = { config, secrets, logsDir, ...stackAddresses(config, secrets, ports) };
    context.onAddress(facts.apiUrl);

    const failed = new AbortController();
    const giveUp = (): void => {
      failed.abort(new DOMException('another part failed', 'AbortError'));
      void supervisor.stopAll();
    };
    const signal = AbortSignal.any([context.signal, failed.signal]);
    const apt = createApt({ env: commandEnv(), onInstall: (name) => say(words.installing(name)) });
    const browser = await startParts({ words, say, supervisor, apt, signal, ports, facts, opensApp }, giveUp);

    writeEnvFile(ownServicesFile(config.home), {
      DATABASE_URL: ports.postgres && facts.database.api,
      DATABASE_ADMIN_URL: ports.postgres && facts.database.admin,
      REDIS_URL: ports.redis && facts.redisUrl,
      S3_ENDPOINT: ports.s3 && facts.s3.endpoint,
    });
    // What a worker gets, for one more that is started by hand.
    writeEnvFile(join(config.home, 'worker.env'), workerEnv(facts, browser));
    return {
      DATABASE_URL: facts.database.api,
      DATABASE_ADMIN_URL: facts.database.admin,
      REDIS_URL: facts.redisUrl,
      S3_ENDPOINT: facts.s3.endpoint,
      S3_ACCESS_KEY: facts.s3.accessKey,
      S3_SECRET_KEY: facts.s3.secretKey,
      API_URL: facts.apiUrl,
      PORTAL_URL: facts.portalUrl,
      DEMO_EMAIL: config.DEMO_EMAIL,
      DEMO_PASSWORD: secrets.DEMO_PASSWORD,
      CONSOLE_URL: facts.apiUrl,
    };
  } finally {
    await releaseStackPorts(ports);
  }
}
