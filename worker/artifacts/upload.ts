import { createReadStream } from 'node:fs';
import { lstat, readFile, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { AppError } from '@sri/shared/errors.ts';
import { FENCE_METADATA, RESULTS_BUCKET } from '@sri/shared/protocol/s3-keys.ts';
import { contentTypeOf } from './content-types.ts';
import { keepTrying } from './keep-trying.ts';

export interface UploadOptions {
  s3: S3Client;
  /** Folder in the bucket, with its `/` at the end. */
  prefix: string;
  dir: string;
  names: readonly string[];
  /** Which attempt wrote the objects, as `2.1`. */
  fence: string;
  /** How long S3 may be away, in ms. */
  patienceMs: number;
  signal: AbortSignal;
  onTrouble?: (error: unknown) => void;
}

const AT_ONCE = 6;
/** Up to here a file is read whole: one request without a stream, which can be repeated. */
const SMALL_BYTES = 4 * 1024 * 1024;

/** A fault of the file, not of S3: trying again does not help. */
class LocalFault extends Error {}

/** The file's size. The runner names files and handles hostile pages: a link out of its folder is refused. */
async function sizeOf(dir: string, file: string): Promise<number> {
  try {
    const [found, folder, root] = await Promise.all([lstat(file), realpath(dirname(file)), realpath(dir)]);
    const inside = folder === root || folder.startsWith(`${root}/`);
    if (found.isFile() && inside) return found.size;
  } catch (cause) {
    throw new LocalFault(`${file} cannot be read`, { cause });
  }
  throw new LocalFault(`${file} is no file of its own`);
}

async function put({ s3, prefix, dir, fence, signal }: UploadOptions, name: string): Promise<void> {
  const file = join(dir, name);
  const size = await sizeOf(dir, file);
  const content = size > SMALL_BYTES ? createReadStream(file) : await readFile(file);
  try {
    await s3.send(
      new PutObjectCommand({
        Bucket: RESULTS_BUCKET,
        Key: prefix + name,
        Body: content,
        ContentLength: Buffer.isBuffer(content) ? content.length : size,
        ContentType: contentTypeOf(name),
        Metadata: { [FENCE_METADATA]: fence },
      }),
      { abortSignal: signal },
    );
  } finally {
    if (!Buffer.isBuffer(content)) content.destroy();
  }
}

/**
 * Uploads files of the spool under their names, a few at a time, trying again while S3 is away (R12). Throws
 * `result_upload` when that lasts longer than `patienceMs` or the signal aborts.
 */
export async function uploadFiles(options: UploadOptions): Promise<void> {
  const failed = new AbortController();
  const signal = AbortSignal.any([options.signal, failed.signal]);
  const trying = {
    signal,
    patienceMs: options.patienceMs,
    passes: (error: unknown) => !(error instanceof LocalFault),
    ...(options.onTrouble === undefined ? {} : { onTrouble: options.onTrouble }),
  };
  const waiting = [...options.names];
  const lane = async (): Promise<void> => {
    for (let name = waiting.shift(); name !== undefined && !signal.aborted; name = waiting.shift()) {
      const current = name;
      await keepTrying(() => put({ ...options, signal }, current), trying);
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
    options.signal.throwIfAborted();
  } catch (cause) {
    failed.abort();
    if (cause instanceof LocalFault) throw cause;
    throw new AppError('result_upload', 'No se pudieron subir los resultados', {
      hint: 'El almacenamiento S3 no responde o no deja escribir. Se vuelve a intentar solo; si dura, mira /ready.',
      cause,
    });
  }
}
