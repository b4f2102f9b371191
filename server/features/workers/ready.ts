import { HeadBucketCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Redis } from 'ioredis';
import type { PartState, Ready } from '@sri/shared/protocol/api/health.ts';
import { RESULTS_BUCKET, SCRIPTS_BUCKET } from '@sri/shared/protocol/s3-keys.ts';
import type { Database } from '../../db/transaction.ts';

const PATIENCE_MS = 3000;

async function within(work: Promise<unknown>): Promise<PartState> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${PATIENCE_MS / 1000} s`)), PATIENCE_MS);
  });
  try {
    await Promise.race([work, late]);
    return { ok: true };
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message : String(error) };
  } finally {
    clearTimeout(timer);
  }
}

async function bucketState(s3: S3Client, bucket: string): Promise<'there' | 'missing'> {
  try {
    await s3.send(new HeadBucketCommand({ Bucket: bucket }));
    return 'there';
  } catch (error) {
    if (error instanceof Error && ['NotFound', 'NoSuchBucket'].includes(error.name)) return 'missing';
    throw error;
  }
}

/** How the parts are that the control plane stands on. A missing bucket is told by name. */
export async function readReady({ db, redis, s3 }: { db: Database; redis: Redis; s3: S3Client }): Promise<Ready> {
  const missingBuckets: string[] = [];
  const buckets = [SCRIPTS_BUCKET, RESULTS_BUCKET].map(async (bucket) => {
    if ((await bucketState(s3, bucket)) === 'missing') missingBuckets.push(bucket);
  });
  const [postgres, redisState, storage] = await Promise.all([
    within(db.inOrg(null, (sql) => sql.row('select 1'))),
    within(redis.ping()),
    within(Promise.all(buckets)),
  ]);
  const s3State: PartState =
    missingBuckets.length === 0
      ? storage
      : { ok: false, detail: `buckets are missing: ${missingBuckets.join(', ')}; make them with mc mb local/...` };
  return {
    ready: postgres.ok && redisState.ok && s3State.ok,
    postgres,
    redis: redisState,
    s3: { ...s3State, missingBuckets },
  };
}
