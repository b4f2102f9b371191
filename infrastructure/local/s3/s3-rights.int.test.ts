import {
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { expect, it, onTestFinished } from 'vitest';
import { EVERYTHING, type S3User } from './auth/rights.ts';
import { startS3Server } from './s3-server.ts';
import { tempFolder } from './test/temp-folder.ts';

const ADMIN: S3User = { accessKey: 'admin', secretKey: 'admin-secret', allow: [EVERYTHING] };
const WORKER: S3User = {
  accessKey: 'worker',
  secretKey: 'worker-secret',
  allow: ['s3:PutObject sri-results/results/*', 's3:GetObject sri-scripts/scripts/*'],
};

function clientOf(endpoint: string, { accessKey, secretKey }: S3User): S3Client {
  const credentials = { accessKeyId: accessKey, secretAccessKey: secretKey };
  const s3 = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials, maxAttempts: 1 });
  onTestFinished(() => s3.destroy());
  return s3;
}

async function twoClients(): Promise<{ admin: S3Client; worker: S3Client }> {
  const users = [ADMIN, WORKER];
  const server = await startS3Server({ host: '127.0.0.1', port: 0, dataDir: await tempFolder(), users });
  onTestFinished(() => server.close());
  const admin = clientOf(server.endpoint, ADMIN);
  for (const Bucket of ['sri-results', 'sri-scripts']) await admin.send(new CreateBucketCommand({ Bucket }));
  await admin.send(new PutObjectCommand({ Bucket: 'sri-scripts', Key: 'scripts/o/f/h.json', Body: 'script' }));
  await admin.send(new PutObjectCommand({ Bucket: 'sri-results', Key: 'results/other', Body: 'other' }));
  return { admin, worker: clientOf(server.endpoint, WORKER) };
}

it('R52 a worker’s key puts results and gets scripts', async () => {
  const { admin, worker } = await twoClients();
  await worker.send(new PutObjectCommand({ Bucket: 'sri-results', Key: 'results/o/u/j/result.json', Body: '{}' }));
  const script = await worker.send(new GetObjectCommand({ Bucket: 'sri-scripts', Key: 'scripts/o/f/h.json' }));
  expect(await script.Body?.transformToString()).toBe('script');
  const result = await admin.send(new GetObjectCommand({ Bucket: 'sri-results', Key: 'results/o/u/j/result.json' }));
  expect(await result.Body?.transformToString()).toBe('{}');
});

it('R52 a worker’s key does nothing else', async () => {
  const { admin, worker } = await twoClients();
  const results = { Bucket: 'sri-results', Key: 'results/other' };
  const scripts = { Bucket: 'sri-scripts', Key: 'scripts/o/f/h.json' };
  const outcomes = await Promise.allSettled([
    worker.send(new GetObjectCommand(results)),
    worker.send(new HeadObjectCommand(results)),
    worker.send(new DeleteObjectCommand(results)),
    worker.send(new PutObjectCommand({ ...scripts, Body: 'forged' })),
    worker.send(new PutObjectCommand({ ...results, Key: 'elsewhere', Body: 'x' })),
    worker.send(new PutObjectCommand({ ...results, Key: 'results', Body: 'x' })),
    worker.send(new CopyObjectCommand({ ...results, Key: 'results/mine', CopySource: 'sri-results/results/other' })),
    worker.send(new CreateMultipartUploadCommand(scripts)),
    worker.send(new ListBucketsCommand({})),
    worker.send(new ListObjectsV2Command({ Bucket: 'sri-results', Prefix: 'results/' })),
    worker.send(new CreateBucketCommand({ Bucket: 'mine-now' })),
  ]);
  const refusal = { status: 'rejected', reason: { $metadata: { httpStatusCode: 403 } } };
  for (const outcome of outcomes) expect(outcome).toMatchObject(refusal);
  const many = { Bucket: 'sri-results', Delete: { Objects: [{ Key: 'results/other' }] } };
  const { Errors = [] } = await worker.send(new DeleteObjectsCommand(many));
  expect(Errors.map(({ Code }) => Code)).toEqual(['AccessDenied']);
  const kept = await admin.send(new GetObjectCommand(results));
  expect(await kept.Body?.transformToString()).toBe('other');
});

it('R52 a key that may not list is not told which objects there are, as with Amazon’s S3', async () => {
  const { worker } = await twoClients();
  const missing = new GetObjectCommand({ Bucket: 'sri-scripts', Key: 'scripts/none' });
  await expect(worker.send(missing)).rejects.toMatchObject({ name: 'AccessDenied' });
});
