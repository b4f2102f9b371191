import { hostname } from 'node:os';
import { join } from 'node:path';
import { createReach } from '@sri/shared/node/failpoint.ts';
import { createLogger, type Logger } from '@sri/shared/node/logger.ts';
import { connectRedis } from '@sri/shared/node/redis.ts';
import { connectS3 } from '@sri/shared/node/s3.ts';
import { createShutdown, type Shutdown } from '@sri/shared/node/shutdown.ts';
import { redisKeys } from '@sri/shared/protocol/redis-keys.ts';
import { PRODUCT_VERSION } from '@sri/shared/protocol/version.ts';
import { createQueue } from '@sri/shared/queue/queue.ts';
import { openSpool } from './artifacts/spool.ts';
import { endBrowsersUnder } from './browser/browser-processes.ts';
import { createEgressGuard } from './browser/egress-guard.ts';
import { findChromium } from './browser/find-chromium.ts';
import { createClaimLoop, type ClaimLoop } from './claim/claim-loop.ts';
import type { WorkerConfig } from './config.ts';
import { createControls } from './report/controls.ts';
import { leaveIfStuck } from './report/leave-if-stuck.ts';
import { startHeartbeat } from './report/heartbeat.ts';
import { createLoadMeter } from './report/measure-load.ts';
import { publishMetrics } from './report/publish-metrics.ts';
import { createTally } from './report/tally.ts';
import { createProofLoop } from './prove/proof-loop.ts';
import { createScriptSource } from './run/fetch-script.ts';
import type { JobContext } from './run/job-context.ts';
import { createNoReturn } from './run/no-return.ts';
import { runJob } from './run/run-job.ts';
import { createRunner } from './runner/runner-client.ts';

export interface Worker {
  loop: ClaimLoop;
  log: Logger;
  shutdown: Shutdown;
  /** Connects and starts the browser, then polls. Rejects when no browser starts. */
  start(): Promise<void>;
}

/** Builds one worker from its settings. What is opened here is closed by `shutdown`, in reverse. */
export async function composeWorker(config: WorkerConfig): Promise<Worker> {
  const { workerId, times } = config;
  const log = createLogger({
    name: 'worker',
    level: config.logLevel,
    file: join(config.logDir, 'worker-combined.log'),
  }).child({ workerId });
  for (const warning of config.warnings) log.warn(warning);
  const shutdown = createShutdown(log);
  const reach = createReach(config.failpoints, log);

  const keys = redisKeys(config.redisPrefix);
  const redis = connectRedis({ url: config.redisUrl, name: `sri-${workerId}`, log });
  const listener = connectRedis({ url: config.redisUrl, name: `sri-${workerId}-hints`, log, subscriber: true });
  shutdown.onClose('redis', () => {
    redis.disconnect();
    listener.disconnect();
  });
  const s3 = connectS3(config.s3);
  shutdown.onClose('s3', () => s3.destroy());
  const queue = createQueue(redis, keys, { leaseMs: times.lease, orgCap: config.orgCap });

  const guard = await createEgressGuard({
    ...config.egress,
    onRefused: (host, port, { message }) => log.warn({ host, port }, `egress refused: ${message}`),
  });
  shutdown.onClose('egress guard', () => guard.close());
  const spool = await openSpool({
    root: config.spoolDir,
    workerId,
    limitBytes: config.limits.spoolBytes,
    onLeftover: async (dir) => {
      const ended = endBrowsersUnder(dir);
      log.info({ ended }, 'removed what a worker that died had left');
    },
  });
  shutdown.onClose('spool', () => spool.close());
  const { chromium, limits } = config;
  const executablePath = findChromium({ chosen: chromium.path, searchPath: chromium.searchPath });
  const sandbox = process.getuid?.() !== 0;
  if (!sandbox) log.warn('this worker runs as root: Chromium runs without its sandbox');
  const runner = createRunner({
    settings: {
      workerId,
      executablePath,
      proxyUrl: guard.url,
      sandbox,
      extraArgs: chromium.args,
      jobsPerBrowser: limits.jobsPerBrowser,
      browserBytes: limits.browserBytes,
    },
    idleMs: times.browserIdle,
    dir: spool.dir,
    searchPath: chromium.searchPath,
    guard,
    log,
    onChange: () => {
      loop.wake();
      void heartbeat.beat();
    },
  });
  shutdown.onClose('runner', () => runner.close());

  const controls = createControls(listener, keys, log);
  const startedAt = Date.now();
  const measure = createLoadMeter();
  const tally = createTally();
  const heartbeat = startHeartbeat({
    redis,
    keys,
    workerId,
    measure,
    onDrained: (drained) => {
      log.info(drained ? 'asked to take nothing new' : 'asked to take work again');
      loop.wake();
    },
    read: () => ({
      host: hostname(),
      pid: process.pid,
      version: PRODUCT_VERSION,
      startedAt,
      capacity: config.concurrency,
      running: loop.running(),
      ...loop.counts(),
      browser: runner.isAble() ? runner.browserVersion() : 'unavailable',
      image: config.image,
      state: loop.state(),
    }),
  });
  shutdown.onClose('heartbeat', () => heartbeat.stop());

  const context: JobContext = {
    config,
    queue,
    redis,
    keys,
    s3,
    runner,
    spool,
    scripts: createScriptSource({
      s3,
      patienceMs: times.uploadRetry,
      onTrouble: (error) =>
        log.warn({ err: { message: String(error) } }, 'S3 does not give a script yet, trying again'),
    }),
    noReturn: createNoReturn(redis, keys),
    tally,
    reach,
    log,
    onControl: controls.onControl,
    beat: heartbeat.beat,
  };
  const loop = createClaimLoop({
    queue,
    workerId,
    concurrency: config.concurrency,
    pollMinMs: times.pollMin,
    pollMaxMs: times.pollMax,
    drainMs: times.drain,
    stuckMs: times.stuck,
    run: (job) => runJob(context, job),
    mayClaim: () => !heartbeat.drained() && runner.isAble() && spool.hasRoom(),
    onStuck: () => leaveIfStuck(config.redisUrl, log),
    changed: () => void heartbeat.beat(),
    reach,
    log,
  });
  const proofs = createProofLoop({
    ...context,
    everyMs: times.pollMax,
    mayProve: () => !heartbeat.drained() && runner.isAble() && spool.hasRoom(),
  });
  shutdown.onClose('proofs', () => proofs.stop());
  const stopMetrics = publishMetrics({
    redis,
    keys,
    workerId,
    read: () => {
      const { browserBytes } = measure();
      const known = browserBytes === undefined ? {} : { browserBytes };
      return { ...tally.read(), ...known, running: loop.running().length, capacity: config.concurrency };
    },
  });
  shutdown.onClose('metrics', stopMetrics);

  return {
    loop,
    log,
    shutdown,
    start: async () => {
      await controls.listen(() => {
        loop.wake();
        proofs.wake();
      });
      await untilReady(redis);
      log.info('✓ Redis connected');
      const { browserVersion } = await runner.start();
      log.info({ browser: browserVersion, chromium: executablePath }, '✓ Playwright initialized');
      await heartbeat.beat();
      log.info('📡 Starting polling loop');
      loop.start();
      proofs.start();
    },
  };
}

function untilReady(redis: ReturnType<typeof connectRedis>): Promise<void> {
  return redis.status === 'ready'
    ? Promise.resolve()
    : new Promise((resolve) => void redis.once('ready', () => resolve()));
}
