import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { CHECKSUM_ALGORITHMS } from '../checksums/checksum.ts';
import { S3Error, systemCode } from '../http/s3-errors.ts';
import { temporaryPath, uploadsPath, type DataFolder } from './data-folder.ts';
import { contentOf, openObjectFile, writeObjectFile } from './object-file.ts';
import { checksumSchema, objectMetaSchema } from './object-meta.ts';
import type { ObjectAddress } from './object-store.ts';
import { syncFolder } from './sync-folder.ts';

// uploads/<id>/ holds upload.json and one file a part, part-00001 ..., in the form of object-file.ts.

const MAX_AGE_MS = 7 * 24 * 3_600_000;

export const uploadSchema = objectMetaSchema.pick({ key: true, headers: true, metadata: true }).extend({
  initiated: z.number(),
  checksum: z.object({ algorithm: z.enum(CHECKSUM_ALGORITHMS), type: z.enum(['FULL_OBJECT', 'COMPOSITE']) }).optional(),
});
export type Upload = z.infer<typeof uploadSchema>;

export const partSchema = z.object({
  etag: z.string(),
  modified: z.number(),
  checksum: checksumSchema.optional(),
});
export type Part = z.infer<typeof partSchema> & { number: number; size: number };

/** A multipart upload's address: the key must be the one that it was begun for. */
export interface UploadAddress extends ObjectAddress {
  uploadId: string;
}

function uploadPath(folder: DataFolder, { bucket, uploadId }: UploadAddress): string {
  if (!/^[0-9a-f]{32}$/.test(uploadId)) throw new S3Error('NoSuchUpload');
  return join(uploadsPath(folder, bucket), uploadId);
}

function partName(number: number): string {
  return `part-${String(number).padStart(5, '0')}`;
}

/** Begins an upload and answers its id. */
export async function createUpload(folder: DataFolder, bucket: string, upload: Upload): Promise<string> {
  const uploadId = randomBytes(16).toString('hex');
  const temporary = temporaryPath(folder);
  await mkdir(temporary, { mode: 0o700 });
  try {
    await writeFile(join(temporary, 'upload.json'), JSON.stringify(upload), { flush: true });
    await rename(temporary, uploadPath(folder, { bucket, key: upload.key, uploadId }));
    await syncFolder(uploadsPath(folder, bucket));
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    if (systemCode(error) === 'ENOENT') throw new S3Error('NoSuchBucket', { fields: { BucketName: bucket } });
    throw error;
  }
  return uploadId;
}

/** Throws NoSuchUpload; also when the upload is another key's. */
export async function readUpload(folder: DataFolder, address: UploadAddress): Promise<Upload> {
  const path = join(uploadPath(folder, address), 'upload.json');
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') throw new S3Error('NoSuchUpload');
    throw error;
  });
  const upload = uploadSchema.parse(JSON.parse(text));
  if (upload.key !== address.key) throw new S3Error('NoSuchUpload');
  return upload;
}

/** Writes, or replaces, one part. */
export async function putPart(
  folder: DataFolder,
  address: UploadAddress,
  part: { number: number; content: AsyncIterable<Uint8Array>; describe: () => z.infer<typeof partSchema> },
): Promise<void> {
  const temporary = temporaryPath(folder);
  await writeObjectFile(temporary, part.content, part.describe);
  const path = uploadPath(folder, address);
  try {
    await rename(temporary, join(path, partName(part.number)));
    await syncFolder(path);
  } catch (error) {
    await rm(temporary, { force: true });
    if (systemCode(error) === 'ENOENT') throw new S3Error('NoSuchUpload');
    throw error;
  }
}

async function readPart(path: string, number: number): Promise<Part> {
  const file = await openObjectFile(path);
  await file.handle.close();
  return { number, size: file.size, ...partSchema.parse(file.about) };
}

/** All parts of an upload, by number. */
export async function listParts(folder: DataFolder, address: UploadAddress): Promise<Part[]> {
  const path = uploadPath(folder, address);
  const names = (await readdir(path)).filter((name) => /^part-\d{5}$/.test(name)).toSorted();
  const parts: Part[] = [];
  for (const name of names) parts.push(await readPart(join(path, name), Number(name.slice(5))));
  return parts;
}

/** The bytes of those parts, one after the other; InvalidPart when one was replaced since it was listed. */
export async function* partContents(
  folder: DataFolder,
  address: UploadAddress,
  parts: readonly Part[],
): AsyncGenerator<Buffer> {
  const path = uploadPath(folder, address);
  for (const part of parts) {
    const file = await openObjectFile(join(path, partName(part.number)));
    const hash = createHash('md5');
    for await (const piece of contentOf(file)) {
      hash.update(piece);
      yield piece;
    }
    if (hash.digest('hex') !== part.etag) throw new S3Error('InvalidPart');
  }
}

/** Forgets an upload and its parts. */
export async function removeUpload(folder: DataFolder, address: UploadAddress): Promise<void> {
  const temporary = temporaryPath(folder);
  try {
    await rename(uploadPath(folder, address), temporary);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') throw new S3Error('NoSuchUpload');
    throw error;
  }
  await rm(temporary, { recursive: true, force: true });
}

export interface ListedUpload extends Upload {
  uploadId: string;
}

/** A bucket's uploads that were neither completed nor aborted, by key and age. */
export async function listUploads(folder: DataFolder, bucket: string): Promise<ListedUpload[]> {
  const uploads: ListedUpload[] = [];
  for (const uploadId of await readdir(uploadsPath(folder, bucket))) {
    const text = await readFile(join(uploadsPath(folder, bucket), uploadId, 'upload.json'), 'utf8').catch(
      () => undefined,
    );
    if (text !== undefined) uploads.push({ uploadId, ...uploadSchema.parse(JSON.parse(text)) });
  }
  return uploads.toSorted((a, b) => (a.key === b.key ? a.initiated - b.initiated : a.key < b.key ? -1 : 1));
}

/** Removes what was begun and left alone for a week, in all buckets. */
export async function removeStaleUploads(folder: DataFolder, now: number): Promise<void> {
  for (const bucket of await readdir(folder.buckets)) {
    const uploads = uploadsPath(folder, bucket);
    for (const uploadId of await readdir(uploads).catch(() => [])) {
      const { mtimeMs } = await stat(join(uploads, uploadId));
      if (now - mtimeMs > MAX_AGE_MS) await rm(join(uploads, uploadId), { recursive: true, force: true });
    }
  }
}
