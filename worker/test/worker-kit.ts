import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { Redis } from 'ioredis';
import type { Step } from '@sri/shared/model/step.ts';
import { newId } from '@sri/shared/model/ids.ts';
import { withStepIds } from '@sri/shared/model/flow.ts';
import { issueTicket } from '@sri/shared/node/job-ticket.ts';
import { keyIdOf } from '@sri/shared/node/keys.ts';
import { connectS3 } from '@sri/shared/node/s3.ts';
import { signScript } from '@sri/shared/node/script-bytes.ts';
import type { JobEnvelope } from '@sri/shared/protocol/job-envelope.ts';
import { redisKeys, type RedisKeys } from '@sri/shared/protocol/redis-keys.ts';
import { RESULTS_BUCKET, resultPrefix, scriptKey, SCRIPTS_BUCKET } from '@sri/shared/protocol/s3-keys.ts';
import { accountOf, type EnqueueOptions, type Ended, type Queue } from '@sri/shared/queue/queue-contract.ts';
import { createQueue } from '@sri/shared/queue/queue.ts';
import { testServices } from '../../infrastructure/test/test-services.ts';
import { waitFor } from '../../infrastructure/test/wait-for.ts';
import { startWorkerProcess, type StartedWorker } from './worker-process.ts';

/** As the control plane's. */
const TICKET_MS = 30 * 24 * 3_600_000;

export const SECRET = 'a-secret-of-the-worker-tests-0123456789';

export interface WorkerKit {
  redis: Redis;
  keys: RedisKeys;
  queue: Queue;
  s3: S3Client;
  orgId: string;
  userId: string;
  /** Where its workers keep what their runs write, and the browsers' profiles. */
  spoolDir: string;
  /** A real worker process; ended by `close`. */
  startWorker(env?: Record<string, string>): Promise<StartedWorker>;
  /** Signs and stores a script with these steps and puts a job for it; returns the envelope. */
  put(
    steps: object[],
    change?: { envelope?: Partial<JobEnvelope>; script?: (bytes: string) => string; options?: Partial<EnqueueOptions> },
  ): Promise<JobEnvelope>;
  setSession(value?: string): Promise<void>;
  /** Waits until the queue says that the job ended. */
  ended(jobId: string, timeoutMs?: number): Promise<Ended>;
  objects(jobId: string): Promise<string[]>;
  object(jobId: string, name: string): Promise<string>;
  close(): Promise<void>;
}

export async function createWorkerKit(leaseMs = 3000): Promise<WorkerKit> {
  const services = testServices();
  const prefix = `w${randomBytes(5).toString('hex')}:`;
  const keys = redisKeys(prefix);
  const redis = new Redis(services.redisUrl);
  const queue = createQueue(redis, keys, { leaseMs });
  const s3 = connectS3(services.s3);
  for (const Bucket of [SCRIPTS_BUCKET, RESULTS_BUCKET]) {
    await s3.send(new CreateBucketCommand({ Bucket })).catch((error: Error) => {
      if (error.name !== 'BucketAlreadyOwnedByYou') throw error;
    });
  }
  const orgId = newId();
  const userId = newId();
  const folder = mkdtempSync(join(tmpdir(), 'sri-worker-test-'));
  const workers: StartedWorker[] = [];
  const signing = { current: SECRET };
  const reaper = setInterval(() => {
    void queue.reap(orgId).catch(() => undefined);
    void queue.promote(orgId).catch(() => undefined);
    void queue.repairRing([orgId]).catch(() => undefined);
  }, 200);

  const kit: WorkerKit = {
    redis,
    keys,
    queue,
    s3,
    orgId,
    userId,
    spoolDir: join(folder, 'spool'),
    startWorker: async (env = {}) => {
      const worker = startWorkerProcess(folder, {
        REDIS_URL: services.redisUrl,
        REDIS_PREFIX: prefix,
        S3_ENDPOINT: services.s3.endpoint,
        S3_ACCESS_KEY: services.s3.accessKey,
        S3_SECRET_KEY: services.s3.secretKey,
        SCRIPT_SIGNING_SECRET: SECRET,
        CHROMIUM_PATH: services.chromium,
        LEASE_MS: String(leaseMs),
        ...env,
      });
      workers.push(worker);
      await worker.polling();
      return worker;
    },
    put: async (steps, change = {}) => {
      const flowId = newId();
      const signed = signScript(
        {
          format: 'sri-script/1',
          manifest: {
            purpose: 'flow',
            orgId,
            flowId,
            version: '1.0.0',
            keyId: keyIdOf(SECRET),
            createdAt: new Date().toISOString(),
          },
          inputs: {},
          steps: withStepIds(steps as Step[]),
        },
        signing,
      );
      const key = scriptKey(orgId, flowId, signed.scriptHash);
      const Body = change.script?.(signed.bytes) ?? signed.bytes;
      await s3.send(new PutObjectCommand({ Bucket: SCRIPTS_BUCKET, Key: key, Body }));
      const bare: JobEnvelope = {
        v: 1,
        jobId: newId(),
        gen: 1,
        orgId,
        userId,
        providerId: newId(),
        provider: 'practica',
        flowId,
        version: '1.0.0',
        scriptKey: key,
        scriptHash: signed.scriptHash,
        scriptSignature: signed.scriptSignature,
        keyId: signed.keyId,
        inputs: {},
        metadata: {},
        timeoutMs: 60_000,
        enqueuedAt: Date.now(),
        ...change.envelope,
      };
      const envelope =
        'ticket' in bare ? bare : { ...bare, ticket: issueTicket(bare, signing, Date.now() + TICKET_MS) };
      await queue.enqueue(envelope, {
        account: accountOf(userId, 'practica'),
        maxPerAccount: 4,
        stalls: 0,
        retries: 0,
        maxAttempts: 3,
        ...change.options,
      });
      return envelope;
    },
    setSession: async (value) => {
      const plain = JSON.stringify({
        cookies: [{ name: 'session', value: 'canary-cookie-value', domain: '127.0.0.1' }],
        connectedAt: 1,
      });
      await redis.set(keys.session(orgId, userId, 'practica'), value ?? plain, 'EX', 604_800);
    },
    ended: (jobId, timeoutMs = 60_000) =>
      waitFor(
        `job ${jobId} to end`,
        async () => (await queue.ended(orgId, 500)).find((end) => end.jobId === jobId),
        timeoutMs,
      ),
    objects: async (jobId) => {
      const Prefix = resultPrefix(orgId, userId, jobId);
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: RESULTS_BUCKET, Prefix }));
      return Contents.map(({ Key = '' }) => Key.slice(Prefix.length));
    },
    object: async (jobId, name) => {
      const Key = resultPrefix(orgId, userId, jobId) + name;
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: RESULTS_BUCKET, Key }));
      return (await Body?.transformToString()) ?? '';
    },
    close: async () => {
      clearInterval(reaper);
      for (const { process: child } of workers) if (child.exitCode === null) child.kill('SIGKILL');
      await Promise.all(workers.map(({ exited }) => exited));
      redis.disconnect();
      s3.destroy();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return kit;
}
