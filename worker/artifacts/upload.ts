import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { AppError } from '@sri/shared/errors.ts';
import { fullJitter } from '@sri/shared/lang/backoff.ts';
import { delay } from '@sri/shared/lang/delay.ts';
import { FENCE_METADATA, RESULTS_BUCKET } from '@sri/shared/protocol/s3-keys.ts';
import { contentTypeOf } from './content-types.ts';

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

const AT_ONCE = 4;

async function put({ s3, prefix, dir, fence, signal }: UploadOptions, name: string): Promise<void> {
  const file = join(dir, name);
  const { size } = await stat(file);
  await s3.send(
    new PutObjectCommand({
      Bucket: RESULTS_BUCKET,
      Key: prefix + name,
      Body: createReadStream(file),
      ContentLength: size,
      ContentType: contentTypeOf(name),
      Metadata: { [FENCE_METADATA]: fence },
    }),
    { abortSignal: signal },
  );
}

async function putWithPatience(options: UploadOptions, name: string, end: number): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await put(options, name);
    } catch (cause) {
      if (options.signal.aborted) throw cause;
      if (attempt === 1) options.onTrouble?.(cause);
      if (performance.now() > end) {
        throw new AppError('result_upload', 'No se pudieron subir los resultados', {
          hint: 'El almacenamiento S3 no responde o no deja escribir. Se vuelve a intentar solo; si dura, mira /ready.',
          cause,
        });
      }
      await delay(100 + fullJitter(attempt, { baseMs: 250, capMs: 10_000 }), options.signal);
    }
  }
}

/**
 * Uploads files of the spool under their names, a few at a time, trying again while S3 is away (R12). Throws
 * `result_upload` when that lasts longer than `patienceMs`; rejects at once when aborted.
 */
export async function uploadFiles(options: UploadOptions): Promise<void> {
  const end = performance.now() + options.patienceMs;
  const waiting = [...options.names];
  const lane = async (): Promise<void> => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      await putWithPatience(options, name, end);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}
