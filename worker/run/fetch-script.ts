import { GetObjectCommand, NoSuchKey, type S3Client } from '@aws-sdk/client-s3';
import { AppError } from '@sri/shared/errors.ts';
import { SCRIPTS_BUCKET } from '@sri/shared/protocol/s3-keys.ts';

/** Gets the bytes of a script by its key; what was fetched once under a hash is kept, since a script never changes. */
export type FetchScript = (scriptKey: string, scriptHash: string, signal: AbortSignal) => Promise<Uint8Array>;

const KEPT = 100;
const MAX_BYTES = 10 * 1024 * 1024;

function unavailable(cause: unknown): AppError {
  const missing = cause instanceof NoSuchKey;
  return new AppError('storage_unavailable', missing ? 'El script todavía no está en S3' : 'S3 no responde', {
    hint: 'Se vuelve a intentar solo. Si dura, mira /ready del plano de control.',
    cause,
  });
}

export function createFetchScript(s3: S3Client): FetchScript & { keep(hash: string, bytes: Uint8Array): void } {
  const kept = new Map<string, Uint8Array>();
  const fetchScript: FetchScript = async (scriptKey, scriptHash, signal) => {
    const known = kept.get(scriptHash);
    if (known !== undefined) return known;
    try {
      const { Body, ContentLength = 0 } = await s3.send(
        new GetObjectCommand({ Bucket: SCRIPTS_BUCKET, Key: scriptKey }),
        {
          abortSignal: signal,
        },
      );
      if (Body === undefined || ContentLength > MAX_BYTES) throw new Error(`a script of ${ContentLength} bytes`);
      return await Body.transformToByteArray();
    } catch (error) {
      throw unavailable(error);
    }
  };
  return Object.assign(fetchScript, {
    /** Only bytes whose hash was checked are kept. */
    keep: (hash: string, bytes: Uint8Array): void => {
      kept.set(hash, bytes);
      const oldest = kept.keys().next();
      if (kept.size > KEPT && oldest.done !== true) kept.delete(oldest.value);
    },
  });
}
