import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sha256Hex } from '@sri/shared/node/digest.ts';
import { RESULTS_BUCKET } from '@sri/shared/protocol/s3-keys.ts';
import { createWorkerKit, type WorkerKit } from '../test/worker-kit.ts';
import { uploadFiles, type UploadOptions } from './upload.ts';

let kit: WorkerKit;
let s3: S3Client;
let dir: string;

beforeAll(async () => {
  kit = await createWorkerKit();
  s3 = kit.s3;
  dir = mkdtempSync(join(tmpdir(), 'sri-upload-'));
  mkdirSync(join(dir, 'data'));
});

afterAll(async () => {
  await kit?.close();
  rmSync(dir, { recursive: true, force: true });
});

const prefix = `results/${randomBytes(8).toString('hex')}/`;
const upload = (names: string[], change: Partial<UploadOptions> = {}): Promise<void> =>
  uploadFiles({
    s3,
    prefix,
    dir,
    names,
    fence: '2.1',
    patienceMs: 2000,
    signal: new AbortController().signal,
    ...change,
  });

async function list(): Promise<string[]> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: RESULTS_BUCKET, Prefix: prefix }));
  return Contents.map(({ Key = '' }) => Key.slice(prefix.length));
}

test('small and big files arrive whole, with type and fence', async () => {
  const big = randomBytes(9 * 1024 * 1024);
  writeFileSync(join(dir, 'big.pdf'), big);
  writeFileSync(join(dir, 'data/saldo añejo.json'), '{}');
  await upload(['big.pdf', 'data/saldo añejo.json']);
  const object = await s3.send(new GetObjectCommand({ Bucket: RESULTS_BUCKET, Key: `${prefix}big.pdf` }));
  expect(sha256Hex((await object.Body?.transformToByteArray()) ?? new Uint8Array())).toBe(sha256Hex(big));
  expect([object.ContentType, object.Metadata]).toEqual(['application/pdf', { 'sri-fence': '2.1' }]);
  expect(await list()).toEqual(['big.pdf', 'data/saldo añejo.json']);
});

test.each([
  ['a link to a file elsewhere', () => symlinkSync('/etc/passwd', join(dir, 'link.txt')), 'link.txt'],
  ['a file in a folder that is a link', () => symlinkSync('/etc', join(dir, 'linked')), 'linked/passwd'],
  ['a file that is not there', () => undefined, 'nothing.txt'],
  ['a folder', () => undefined, 'data'],
])('refuses %s at once', async (_name, prepare, name) => {
  prepare();
  await expect(upload([name], { patienceMs: 3_600_000 })).rejects.toThrow(/cannot be read|is no file of its own/);
  expect(await list()).not.toContain(name);
});

test('stops when told to', async () => {
  writeFileSync(join(dir, 'late.txt'), 'x');
  const stop = AbortSignal.abort();
  await expect(upload(['late.txt'], { signal: stop })).rejects.toMatchObject({ code: 'result_upload' });
  expect(await list()).not.toContain('late.txt');
});
