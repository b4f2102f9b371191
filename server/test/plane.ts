import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { CreateBucketCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Redis } from 'ioredis';
import { createLogger } from '@sri/shared/node/logger.ts';
import { connectRedis } from '@sri/shared/node/redis.ts';
import { connectS3 } from '@sri/shared/node/s3.ts';
import { redisKeys, type RedisKeys } from '@sri/shared/protocol/redis-keys.ts';
import { RESULTS_BUCKET, SCRIPTS_BUCKET } from '@sri/shared/protocol/s3-keys.ts';
import type { Queue } from '@sri/shared/queue/queue-contract.ts';
import { createQueue } from '@sri/shared/queue/queue.ts';
import { testServices } from '../../infrastructure/test/test-services.ts';
import { composeControlPlane, type ControlPlane } from '../compose.ts';
import { readConfig } from '../config.ts';
import { serveControlPlane } from '../serve.ts';
import { checkBeforeStart } from '../start-checks.ts';
import { createApiClient, type ApiClient } from './api-client.ts';
import { startTestDatabase, type TestDatabase } from './database.ts';
import { createFactories, type Factories } from './factories.ts';

export const TEST_SIGNING_SECRET = 'the script secret of the tests, long enough';

/** Everything quick, so that nothing is waited for; the order of things is the same. */
const QUICK = {
  LEASE_MS: '6000',
  REAP_MS: '100',
  PROMOTE_MS: '100',
  RELAY_MS: '100',
  COMPLETE_MS: '100',
  RING_REPAIR_MS: '200',
  RECONCILE_MS: '300',
  RECONCILE_AGE_MS: '1000',
  HOLD_CHECK_MS: '200',
  CHECK_SESSIONS_MS: '200',
  CANCEL_REPEAT_MS: '100',
  CANCEL_GRACE_MS: '1000',
  RESULTS_GRACE_MS: '300',
};

export interface TestPlaneOptions {
  /** Parts of the test's own, to be stopped and started; else those of the run. */
  postgresAdminUrl?: string;
  redisUrl?: string;
  s3?: { endpoint: string; accessKey: string; secretKey: string };
  env?: Record<string, string>;
  /** False: the test starts the first control plane itself. */
  start?: boolean;
  /** False: the S3 server has no buckets yet. */
  buckets?: boolean;
}

export interface StartedPlane extends ControlPlane {
  url: string;
  stop: () => Promise<void>;
}

export interface TestPlane extends ApiClient, Factories {
  url: string;
  database: TestDatabase;
  redis: Redis;
  keys: RedisKeys;
  /** The queue as a worker has it. */
  queue: Queue;
  s3: S3Client;
  /** The settings of a control plane over these parts, as environment variables. */
  env: Record<string, string>;
  /** The first control plane, if it was started. */
  plane: StartedPlane | undefined;
  /** One more control plane over the same parts. */
  startPlane: (env?: Record<string, string>) => Promise<StartedPlane>;
  close: () => Promise<void>;
}

async function makeBucket(s3: S3Client, bucket: string): Promise<void> {
  try {
    await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  } catch (error) {
    const there = error instanceof Error && /BucketAlready(?:OwnedByYou|Exists)/.test(error.name);
    if (!there) throw error;
  }
}

export async function makeBuckets(s3: S3Client): Promise<void> {
  for (const bucket of [SCRIPTS_BUCKET, RESULTS_BUCKET]) await makeBucket(s3, bucket);
}

/** A whole control plane with its background, over real parts, with a database and a Redis prefix of its own. */
export async function createTestPlane(options: TestPlaneOptions = {}): Promise<TestPlane> {
  const services = testServices();
  const { postgresAdminUrl = services.postgresAdminUrl, redisUrl = services.redisUrl } = options;
  const storage = options.s3 ?? services.s3;
  const database = await startTestDatabase(postgresAdminUrl);
  const redisPrefix = `t${randomBytes(6).toString('hex')}:`;
  const env = {
    DATABASE_URL: database.url,
    DATABASE_RELAY_URL: database.relayUrl,
    REDIS_URL: redisUrl,
    REDIS_PREFIX: redisPrefix,
    S3_ENDPOINT: storage.endpoint,
    S3_ACCESS_KEY: storage.accessKey,
    S3_SECRET_KEY: storage.secretKey,
    SCRIPT_SIGNING_SECRET: TEST_SIGNING_SECRET,
    JWT_SECRET: 'the token secret of the tests, long enough!',
    LOG_LEVEL: process.env['SRI_TEST_LOG'] ?? 'silent',
    PORT: '0',
    ...QUICK,
    ...options.env,
  };
  const log = createLogger({ name: 'test', level: 'silent' });
  const redis = connectRedis({ url: redisUrl, name: 'test', log });
  await new Promise<void>((resolve) => void redis.once('ready', () => resolve()));
  const keys = redisKeys(redisPrefix);
  const s3 = connectS3(storage);
  if (options.buckets !== false) await makeBuckets(s3);
  const started: StartedPlane[] = [];

  async function startPlane(more: Record<string, string> = {}): Promise<StartedPlane> {
    const config = readConfig({ ...env, ...more }, tmpdir());
    const plane = composeControlPlane(config);
    await checkBeforeStart({ ...plane, production: config.production });
    const url = await serveControlPlane(plane, config);
    const one = { ...plane, url, stop: () => plane.shutdown.close() };
    started.push(one);
    return one;
  }

  const plane = options.start === false ? undefined : await startPlane();
  const client = createApiClient(plane?.url ?? 'http://127.0.0.1:1');
  return {
    ...client,
    ...createFactories(client),
    url: plane?.url ?? '',
    database,
    redis,
    keys,
    queue: createQueue(redis, keys, { leaseMs: Number(env.LEASE_MS) }),
    s3,
    env,
    plane,
    startPlane,
    close: async () => {
      await Promise.all(started.map((one) => one.stop()));
      await dropKeys(redis, redisPrefix);
      redis.disconnect();
      s3.destroy();
      await database.close();
    },
  };
}

async function dropKeys(redis: Redis, prefix: string): Promise<void> {
  if (redis.status !== 'ready') return;
  for await (const found of redis.scanStream({ match: `${prefix}*`, count: 500 }) as AsyncIterable<string[]>) {
    if (found.length > 0) await redis.del(...found);
  }
}
