import { randomBytes } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  ListBucketsCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import { bucketChecks } from './bucket-checks.ts';
import { QUIET, type Check, type CheckContext } from './check.ts';
import { checksumChecks } from './checksum-checks.ts';
import { chunkedChecks } from './chunked-checks.ts';
import { conditionalChecks } from './conditional-checks.ts';
import { hostileChecks } from './hostile-checks.ts';
import { listChecks } from './list-checks.ts';
import { multipartChecks } from './multipart-checks.ts';
import { objectChecks } from './object-checks.ts';
import type { Keys } from './raw-client.ts';
import { signatureChecks } from './signature-checks.ts';

/** Every check, in the order in which they are told. */
export const ALL_CHECKS: readonly Check[] = [
  ...bucketChecks,
  ...objectChecks,
  ...conditionalChecks,
  ...checksumChecks,
  ...listChecks,
  ...multipartChecks,
  ...signatureChecks,
  ...chunkedChecks,
  ...hostileChecks,
];

export interface CheckRun {
  run: (check: Check) => Promise<void>;
  /** Deletes what the checks left. */
  close: () => Promise<void>;
}

async function emptyBucket(s3: S3Client, Bucket: string): Promise<void> {
  const { Uploads = [] } = await s3.send(new ListMultipartUploadsCommand({ Bucket }));
  for (const { Key, UploadId } of Uploads) await s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
  for (;;) {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, EncodingType: 'url' }));
    if (Contents.length === 0) return;
    for (const { Key = '' } of Contents) {
      await s3.send(new DeleteObjectCommand({ Bucket, Key: decodeURIComponent(Key.replaceAll('+', '%20')) }));
    }
  }
}

/** Opens a run against any S3 server: makes a bucket of its own there. `own` says whether it is this repository's. */
export async function openCheckRun(endpoint: string, keys: Keys, own: boolean): Promise<CheckRun> {
  const s3 = new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: keys.accessKey, secretAccessKey: keys.secretKey },
    maxAttempts: 1,
    logger: QUIET,
  });
  const bucket = `sri-checks-${randomBytes(5).toString('hex')}`;
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  let count = 0;
  return {
    async run(check) {
      const prefix = `check-${++count}/`;
      const context: CheckContext = { s3, endpoint, keys, bucket, own, key: (name) => prefix + name };
      await check.run(context);
    },
    async close() {
      const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
      for (const { Name = '' } of Buckets) {
        if (!Name.startsWith(bucket)) continue;
        await emptyBucket(s3, Name);
        await s3.send(new DeleteBucketCommand({ Bucket: Name }));
      }
      s3.destroy();
    },
  };
}
