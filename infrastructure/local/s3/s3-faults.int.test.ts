import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { expect, it, onTestFinished } from 'vitest';
import { QUIET } from './conformance/check.ts';
import { signHead } from './conformance/raw-client.ts';
import { startS3Process, type S3Process } from './test/s3-process.ts';
import { tempFolder } from './test/temp-folder.ts';

const KEYS = { accessKey: 'minioadmin', secretKey: 'minioadmin' };
const Bucket = 'faults';
const MIB = 1024 ** 2;

interface Running {
  server: S3Process;
  s3: S3Client;
  endpoint: string;
  dataDir: string;
}

async function start(dataDir: string, limit?: string): Promise<Running> {
  const server = await startS3Process({ S3_PORT: '0', S3_DATA: dataDir }, limit);
  onTestFinished(async () => {
    if (server.child.exitCode === null && server.child.signalCode === null) await server.end('SIGKILL');
  });
  const { endpoint } = server;
  if (endpoint === undefined) throw new Error(server.output());
  const credentials = { accessKeyId: KEYS.accessKey, secretAccessKey: KEYS.secretKey };
  const s3 = new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials,
    maxAttempts: 1,
    logger: QUIET,
  });
  onTestFinished(() => s3.destroy());
  return { server, s3, endpoint, dataDir };
}

async function startWithBucket(limit?: string): Promise<Running> {
  const running = await start(await tempFolder(), limit);
  await running.s3.send(new CreateBucketCommand({ Bucket }));
  return running;
}

function temporaries({ dataDir }: Running): Promise<string[]> {
  return readdir(join(dataDir, 'temp'));
}

/** Begins a PUT, sends half of it, and waits until the server has some of it on disk. Answers how to break it off. */
async function halfAnUpload(running: Running, key: string): Promise<() => void> {
  const head = { method: 'PUT', path: `/${Bucket}/${key}`, headers: { 'content-length': String(2 * MIB) } };
  const { headers } = signHead(running.endpoint, head, { keys: KEYS, payloadHash: 'UNSIGNED-PAYLOAD' });
  const { hostname, port } = new URL(running.endpoint);
  const call = request({ host: hostname, port, method: 'PUT', path: head.path, headers, agent: false });
  call.on('error', () => undefined);
  call.write(Buffer.alloc(MIB));
  await expect.poll(() => temporaries(running)).toHaveLength(1);
  return () => call.destroy();
}

async function text({ s3 }: Running, Key: string): Promise<string | undefined> {
  return await (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();
}

it('objects, their metadata and unfinished uploads survive a stop and a crash', async () => {
  const first = await startWithBucket();
  await first.s3.send(new PutObjectCommand({ Bucket, Key: 'a/b', Body: 'kept', Metadata: { fence: '1.1' } }));
  const { UploadId } = await first.s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'parts' }));
  await first.s3.send(new UploadPartCommand({ Bucket, Key: 'parts', UploadId, PartNumber: 1, Body: 'part' }));
  expect(await first.server.end('SIGTERM')).toBe(0);
  const second = await start(first.dataDir);
  await second.s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'written last' }));
  await second.server.end('SIGKILL');
  const third = await start(first.dataDir);
  expect(await text(third, 'a')).toBe('written last');
  expect(await text(third, 'a/b')).toBe('kept');
  expect((await third.s3.send(new HeadObjectCommand({ Bucket, Key: 'a/b' }))).Metadata).toEqual({ fence: '1.1' });
  const { Parts = [] } = await third.s3.send(new ListPartsCommand({ Bucket, Key: 'parts', UploadId }));
  expect(Parts.map(({ Size }) => Size)).toEqual([4]);
});

it('a client that dies in the middle of a body leaves nothing, also on disk', async () => {
  const running = await startWithBucket();
  const breakOff = await halfAnUpload(running, 'half');
  breakOff();
  await expect.poll(() => temporaries(running)).toEqual([]);
  const { KeyCount } = await running.s3.send(new ListObjectsV2Command({ Bucket }));
  expect(KeyCount).toBe(0);
});

it('a server that is killed in the middle of a body leaves nothing once it is back', async () => {
  const first = await startWithBucket();
  await halfAnUpload(first, 'half');
  await first.server.end('SIGKILL');
  expect(await temporaries(first)).toHaveLength(1);
  const second = await start(first.dataDir);
  expect(await temporaries(second)).toEqual([]);
  const { KeyCount } = await second.s3.send(new ListObjectsV2Command({ Bucket }));
  expect(KeyCount).toBe(0);
});

it('SIGTERM ends it with 0 although a client keeps its connection and another is idle', async () => {
  const running = await startWithBucket();
  const breakOff = await halfAnUpload(running, 'half');
  const ended = running.server.end('SIGTERM');
  breakOff();
  expect(await ended).toBe(0);
  expect(running.server.output().trim().split('\n')).toHaveLength(1);
});

it('a full disk is an error of its own, keeps the old object, leaves no half one, and does not end the server', async () => {
  const running = await startWithBucket('ulimit -f 2048');
  const { s3 } = running;
  await s3.send(new PutObjectCommand({ Bucket, Key: 'object', Body: 'old' }));
  const big = s3.send(new PutObjectCommand({ Bucket, Key: 'object', Body: Buffer.alloc(8 * MIB) }));
  await expect(big).rejects.toMatchObject({ name: 'XMinioStorageFull', $metadata: { httpStatusCode: 507 } });
  const stream = Readable.from([Buffer.alloc(4 * MIB), Buffer.alloc(4 * MIB)], { objectMode: false });
  const streamed = s3.send(new PutObjectCommand({ Bucket, Key: 'object', Body: stream, ContentLength: 8 * MIB }));
  // A client that is still sending may meet the end of the connection (EPIPE) before it reads the answer.
  await expect(streamed).rejects.toMatchObject({ name: expect.stringMatching(/^(?:XMinioStorageFull|TimeoutError)$/) });
  expect(await text(running, 'object')).toBe('old');
  expect(await temporaries(running)).toEqual([]);
  await s3.send(new PutObjectCommand({ Bucket, Key: 'small', Body: 'fits' }));
  expect(await text(running, 'small')).toBe('fits');
});

it('a damaged file is told of, and hides no other object', async () => {
  const running = await startWithBucket();
  const { s3, dataDir, server } = running;
  for (const Key of ['good', 'torn']) await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'content' }));
  const path = join(dataDir, 'buckets', Bucket, 'objects', 'o_torn');
  await chmod(path, 0o600);
  await writeFile(path, (await readFile(path)).subarray(0, 20));
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
  expect(Contents.map(({ Key }) => Key)).toEqual(['good']);
  await expect(s3.send(new GetObjectCommand({ Bucket, Key: 'torn' }))).rejects.toMatchObject({ name: 'InternalError' });
  await expect.poll(() => server.output()).toContain('o_torn is not an object of this server');
  await s3.send(new PutObjectCommand({ Bucket, Key: 'torn', Body: 'mended' }));
  expect(await text(running, 'torn')).toBe('mended');
});

it('a body far larger than its memory goes through', async () => {
  const { s3, server } = await startWithBucket();
  const pieces = function* (): Generator<Buffer> {
    for (let count = 0; count < 256; count++) yield Buffer.alloc(MIB, count);
  };
  const Body = Readable.from(pieces(), { objectMode: false });
  await s3.send(new PutObjectCommand({ Bucket, Key: 'big', Body, ContentLength: 256 * MIB }));
  const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'big' }));
  let received = 0;
  for await (const piece of got.Body as AsyncIterable<Buffer>) received += piece.length;
  expect(received).toBe(256 * MIB);
  const status = await readFile(`/proc/${server.child.pid}/status`, 'utf8').catch(() => 'VmHWM: 0 kB');
  const peakMib = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024;
  expect(peakMib).toBeLessThan(256);
});

it('what it cannot start with is told in one go, with what to do', async () => {
  const dataDir = await tempFolder();
  const refused = async (env: Record<string, string>): Promise<string> => {
    const server = await startS3Process(env);
    expect(server.endpoint).toBeUndefined();
    expect(server.child.exitCode).toBe(1);
    return server.output();
  };
  const faults = await refused({ S3_PORT: 'x', S3_USERS: '[{"accessKey":"w"}]', S3_HOST: '0.0.0.0' });
  for (const part of ['S3_PORT', 'S3_DATA', 'S3_USERS[0].secretKey']) expect(faults).toContain(part);
  expect(await refused({ S3_DATA: dataDir, S3_HOST: '0.0.0.0' })).toContain('S3_SECRET_KEY');
  expect(await refused({ S3_DATA: dataDir, S3_USERS: '{' })).toContain('S3_USERS: is not JSON');
  const rule = JSON.stringify([{ accessKey: 'worker', secretKey: 'long-enough', allow: ['PutObject *'] }]);
  expect(await refused({ S3_DATA: dataDir, S3_USERS: rule })).toContain('S3_USERS[0].allow[0]');
});

it('a folder, or a port, that another one uses is refused, and a stranger’s folder is not touched', async () => {
  const { dataDir, endpoint } = await startWithBucket();
  const again = await startS3Process({ S3_PORT: '0', S3_DATA: dataDir });
  expect(again.output()).toContain('Another S3 server is using this data folder');
  const samePort = await startS3Process({ S3_PORT: new URL(endpoint).port, S3_DATA: await tempFolder() });
  expect(samePort.output()).toContain('is taken');
  const stranger = await tempFolder();
  await mkdir(join(stranger, 'temp'));
  await writeFile(join(stranger, 'temp', 'thesis.txt'), 'years of work');
  const onStranger = await startS3Process({ S3_PORT: '0', S3_DATA: stranger });
  expect(onStranger.output()).toContain('not this S3 server’s');
  expect(await readFile(join(stranger, 'temp', 'thesis.txt'), 'utf8')).toBe('years of work');
});
