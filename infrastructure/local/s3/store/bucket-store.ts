import { mkdir, readdir, readFile, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { S3Error, systemCode } from '../http/s3-errors.ts';
import { bucketPath, objectsPath, temporaryPath, type DataFolder } from './data-folder.ts';
import { syncFolder } from './sync-folder.ts';
import { walkKeys } from './walk-keys.ts';

// A bucket exists while its folder `objects` does: rmdir takes that away in one step, and only if it is empty.

const bucketSchema = z.object({ created: z.number() });

export interface Bucket {
  name: string;
  /** Milliseconds since 1970. */
  created: number;
}

const NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** Refuses names that are not a bucket's; also what keeps a bucket's name from leading out of its folder. */
export function checkBucketName(name: string): void {
  const address = /^\d+\.\d+\.\d+\.\d+$/.test(name);
  if (!NAME.test(name) || name.includes('..') || address) throw new S3Error('InvalidBucketName');
}

function noSuchBucket(bucket: string): S3Error {
  return new S3Error('NoSuchBucket', { fields: { BucketName: bucket } });
}

/** Throws NoSuchBucket or InvalidBucketName. */
export async function requireBucket(folder: DataFolder, bucket: string): Promise<void> {
  checkBucketName(bucket);
  if (!(await exists(folder, bucket))) throw noSuchBucket(bucket);
}

async function exists(folder: DataFolder, bucket: string): Promise<boolean> {
  try {
    return (await stat(objectsPath(folder, bucket))).isDirectory();
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return false;
    throw error;
  }
}

/** Throws BucketAlreadyOwnedByYou. */
export async function createBucket(folder: DataFolder, bucket: string): Promise<void> {
  checkBucketName(bucket);
  await folder.lock(`bucket ${bucket}`, async () => {
    const path = bucketPath(folder, bucket);
    if (await exists(folder, bucket)) throw new S3Error('BucketAlreadyOwnedByYou', { fields: { BucketName: bucket } });
    await rm(path, { recursive: true, force: true }); // what an interrupted deletion left
    const temporary = temporaryPath(folder);
    try {
      await mkdir(join(temporary, 'objects'), { recursive: true, mode: 0o700 });
      await mkdir(join(temporary, 'uploads'), { mode: 0o700 });
      await writeFile(join(temporary, 'bucket.json'), JSON.stringify({ created: Date.now() }), { flush: true });
      await syncFolder(temporary);
      await rename(temporary, path);
    } catch (error) {
      await rm(temporary, { recursive: true, force: true });
      throw error;
    }
    await syncFolder(folder.buckets);
  });
}

async function removeEmptyFolders(path: string): Promise<void> {
  for (const entry of await readdir(path, { withFileTypes: true })) {
    if (entry.isDirectory()) await removeEmptyFolders(join(path, entry.name));
  }
  await rmdir(path).catch((error: unknown) => {
    const code = systemCode(error);
    if (code === 'ENOTEMPTY' || code === 'EEXIST') throw new S3Error('BucketNotEmpty');
    if (code !== 'ENOENT') throw error;
  });
}

/** Throws NoSuchBucket, BucketNotEmpty. Multipart uploads that were never completed go with it. */
export async function deleteBucket(folder: DataFolder, bucket: string): Promise<void> {
  checkBucketName(bucket);
  await folder.lock(`bucket ${bucket}`, async () => {
    if (!(await exists(folder, bucket))) throw noSuchBucket(bucket);
    const objects = objectsPath(folder, bucket);
    const first = await walkKeys(objects, { prefix: '', after: '' }).next();
    if (first) throw new S3Error('BucketNotEmpty', { fields: { BucketName: bucket } });
    await removeEmptyFolders(objects);
    await rm(bucketPath(folder, bucket), { recursive: true, force: true });
    await syncFolder(folder.buckets);
  });
}

/** All buckets, by name. */
export async function listBuckets(folder: DataFolder): Promise<Bucket[]> {
  const names = (await readdir(folder.buckets)).filter((name) => NAME.test(name)).toSorted();
  const buckets: Bucket[] = [];
  for (const name of names) {
    if (!(await exists(folder, name))) continue;
    const text = await readFile(join(bucketPath(folder, name), 'bucket.json'), 'utf8').catch(() => undefined);
    if (text === undefined) continue; // deleted since
    buckets.push({ name, created: bucketSchema.parse(JSON.parse(text)).created });
  }
  return buckets;
}
