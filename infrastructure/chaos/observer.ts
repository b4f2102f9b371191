import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { Redis } from 'ioredis';
import pg from 'pg';
import { connectS3 } from '@sri/shared/node/s3.ts';
import { redisKeys } from '@sri/shared/protocol/redis-keys.ts';
import { FENCE_METADATA, RESULTS_BUCKET, resultPrefix } from '@sri/shared/protocol/s3-keys.ts';
import type { ChaosStack } from './chaos-stack.ts';
import type { RecordedJob, StoredResult } from './facts.ts';
import type { AcceptedJob } from './load.ts';

/** Looks at Postgres, Redis, S3 and the logs themselves, past all links. */
export interface Observer {
  /** Jobs that have not ended; undefined while Postgres is away. */
  openJobs(): Promise<number | undefined>;
  recorded(): Promise<RecordedJob[]>;
  /** Of completed jobs, every object that the accepted attempt told. */
  results(jobs: readonly RecordedJob[], accepted: ReadonlyMap<string, AcceptedJob>): Promise<Map<string, StoredResult>>;
  shown(jobIds: readonly string[]): Promise<Map<string, string>>;
  /** What Redis still has of the queue, and S3 of attempts, in words. */
  leftovers(orgIds: readonly string[]): Promise<string[]>;
  /** When workers wrote a line with this text, by job, in ms since 1970. */
  said(text: string): Map<string, number[]>;
  close(): Promise<void>;
}

const AT_ONCE = 12;
const OPEN = `status not in ('completed', 'failed', 'cancelled')`;

async function inLanes<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const lane = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}

/** An observer of this stack; it may look while parts are away. */
export function createObserver(stack: ChaosStack): Observer {
  const pool = new pg.Pool({ connectionString: stack.databaseUrl, max: 2, connectionTimeoutMillis: 2000 });
  const quiet = (): void => {
    // A lost connection shows in the next query.
  };
  pool.on('error', quiet).on('connect', (client) => client.on('error', quiet));
  const redis = new Redis(stack.redisUrl, { retryStrategy: () => 500, commandTimeout: 5000 });
  redis.on('error', quiet);
  const s3 = connectS3(stack.s3);
  const keys = redisKeys();

  async function inQueue(orgId: string): Promise<string[]> {
    const [list, recs, leases, delayed, parked, done, dead] = await Promise.all([
      redis.llen(keys.orgJobs(orgId)),
      redis.hlen(keys.recs(orgId)),
      redis.zcard(keys.leases(orgId)),
      redis.zcard(keys.delayed(orgId)),
      redis.zcard(keys.parked(orgId)),
      redis.llen(keys.done(orgId)),
      redis.llen(keys.dead(orgId)),
    ]);
    const counts = { list, recs, leases, delayed, parked, done, dead };
    return Object.entries(counts)
      .filter(([, count]) => count > 0)
      .map(([name, count]) => `Redis still has ${count} in ${name} of ${orgId}`);
  }

  /**
   * Folders of accepted attempts that were not emptied. What a worker uploaded late, after it had lost the job, may stay:
   * nobody is ever shown it.
   */
  async function attemptsLeft(): Promise<Set<string>> {
    const { rows } = await pool.query<{ folder: string }>(
      `select id || '/attempts/' || gen || '.' || att as folder from jobs`,
    );
    const accepted = new Set(rows.map(({ folder }) => folder));
    const left = new Set<string>();
    let token: string | undefined;
    do {
      const page = await s3.send(
        new ListObjectsV2Command({ Bucket: RESULTS_BUCKET, Prefix: 'results/', ContinuationToken: token }),
      );
      for (const { Key = '' } of page.Contents ?? []) {
        const folder = Key.split('/').slice(3, 6).join('/');
        if (accepted.has(folder)) left.add(folder);
      }
      token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
    } while (token !== undefined);
    return left;
  }

  async function resultAt(Key: string): Promise<StoredResult | undefined> {
    try {
      const { Body, Metadata } = await s3.send(new GetObjectCommand({ Bucket: RESULTS_BUCKET, Key }));
      const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
      return { fence: Metadata?.[FENCE_METADATA] ?? '', sha256: createHash('sha256').update(bytes).digest('hex') };
    } catch (error) {
      if (error instanceof Error && error.name === 'NoSuchKey') return undefined;
      throw error;
    }
  }

  return {
    openJobs: () =>
      pool.query<{ open: number }>(`select count(*)::int as open from jobs where ${OPEN}`).then(
        ({ rows }) => rows[0]?.open,
        () => undefined,
      ),
    recorded: async () => {
      const { rows } = await pool.query<RecordedJob>(
        `with ends as (
           select subject, count(*)::int as ends from audit_log
           where action in ('job.completed', 'job.failed', 'job.cancelled') group by subject)
         select id as "jobId", status, gen || '.' || att as fence, error->>'code' as code,
           coalesce(result->'objects', '{}') as objects, coalesce(ends, 0) as ends
         from jobs left join ends on subject = id::text`,
      );
      return rows;
    },
    results: async (jobs, accepted) => {
      const found = new Map<string, StoredResult>();
      const wanted = jobs
        .filter(({ status }) => status === 'completed')
        .flatMap(({ jobId, objects }) => Object.keys(objects).map((name) => ({ jobId, name })));
      await inLanes(wanted, async ({ jobId, name }) => {
        const job = accepted.get(jobId);
        if (job === undefined) return;
        const result = await resultAt(resultPrefix(job.orgId, job.userId, jobId) + name);
        if (result !== undefined) found.set(`${jobId}/${name}`, result);
      });
      return found;
    },
    shown: async (jobIds) => {
      const words = jobIds.length === 0 ? [] : await redis.mget(jobIds.map((jobId) => keys.jobStatus(jobId)));
      return new Map(
        jobIds.flatMap((jobId, index) => {
          const word = words[index];
          return typeof word === 'string' ? [[jobId, word] as const] : [];
        }),
      );
    },
    leftovers: async (orgIds) => {
      const attempts = await attemptsLeft();
      const queues = await Promise.all(orgIds.map(inQueue));
      return [...queues.flat(), ...[...attempts].map((folder) => `S3 still has ${folder}`)];
    },
    said: (text) => {
      const times = new Map<string, number[]>();
      for (const worker of readdirSync(stack.logsDir).filter((name) => /^worker-\d+$/.test(name))) {
        const lines = readFileSync(join(stack.logsDir, worker, 'worker-combined.log'), 'utf8').split('\n');
        for (const line of lines.filter((one) => one.includes(text) && one.endsWith('}'))) {
          const { jobId, time } = JSON.parse(line) as { jobId?: string; time: string };
          if (jobId !== undefined) times.set(jobId, [...(times.get(jobId) ?? []), Date.parse(time)]);
        }
      }
      return times;
    },
    close: async () => {
      redis.disconnect();
      s3.destroy();
      await pool.end();
    },
  };
}
