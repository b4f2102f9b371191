import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@sri/shared/errors.ts';
import { systemCode } from '../http/s3-errors.ts';
import { lockFolder } from './folder-lock.ts';
import { keyedLock, type KeyedLock } from './keyed-lock.ts';

// S3_DATA/
//   sri-s3.json       says what this folder is
//   buckets/<name>/   bucket.json, objects/ (key-path.ts), uploads/<id>/ (multipart-store.ts)
//   temp/             what is being written; emptied at every start

const MARKER = 'sri-s3.json';
const FORMAT = { format: 'sri-s3/1' };

export interface DataFolder {
  buckets: string;
  temp: string;
  lock: KeyedLock;
  /** Tells the operator of something that is wrong on disk. */
  warn: (message: string) => void;
  release: () => Promise<void>;
}

/** A path in `temp` that nobody else has. */
export function temporaryPath(folder: DataFolder): string {
  return join(folder.temp, randomUUID());
}

export function bucketPath(folder: DataFolder, bucket: string): string {
  return join(folder.buckets, bucket);
}

export function objectsPath(folder: DataFolder, bucket: string): string {
  return join(folder.buckets, bucket, 'objects');
}

export function uploadsPath(folder: DataFolder, bucket: string): string {
  return join(folder.buckets, bucket, 'uploads');
}

async function checkMarker(root: string): Promise<void> {
  const path = join(root, MARKER);
  const content = await readFile(path, 'utf8').catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (content === JSON.stringify(FORMAT)) return;
  const others = (await readdir(root)).filter((name) => name !== MARKER);
  // An empty marker beside nothing else: the first start was ended just then.
  if (others.length > 0 || (content !== undefined && content !== '')) {
    throw new AppError('config_invalid', 'The data folder holds something that is not this S3 server’s.', {
      hint: 'Give S3_DATA an empty folder, or one that this version of the server made.',
    });
  }
  await writeFile(path, JSON.stringify(FORMAT));
}

/**
 * Opens, and if need be makes, the folder that holds all buckets, and makes this process its only user. Throws AppError
 * `stack_running` when another server has it, `config_invalid` when it holds something else.
 */
export async function openDataFolder(path: string, warn: (message: string) => void): Promise<DataFolder> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  const root = await realpath(path);
  const release = await lockFolder(root);
  try {
    await checkMarker(root);
    const folder = { buckets: join(root, 'buckets'), temp: join(root, 'temp'), lock: keyedLock(), warn, release };
    await rm(folder.temp, { recursive: true, force: true });
    await mkdir(folder.temp, { mode: 0o700 });
    await mkdir(folder.buckets, { recursive: true, mode: 0o700 });
    return folder;
  } catch (error) {
    await release();
    throw error;
  }
}
