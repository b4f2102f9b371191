import { GetObjectCommand, NoSuchKey, type S3Client } from '@aws-sdk/client-s3';
import { AppError } from '@sri/shared/errors.ts';
import { SCRIPTS_BUCKET } from '@sri/shared/protocol/s3-keys.ts';
import { keepTrying } from '../artifacts/keep-trying.ts';

export interface ScriptSource {
  /**
   * The bytes of a script by its key, waiting while S3 is away. What was kept under the hash is not fetched again, since a
   * script never changes. Throws `storage_unavailable`.
   */
  fetch(scriptKey: string, scriptHash: string, signal: AbortSignal): Promise<Uint8Array>;
  /** Only for bytes whose hash was checked. */
  keep(scriptHash: string, bytes: Uint8Array): void;
}

export interface ScriptSourceOptions {
  s3: S3Client;
  /** How long S3 may be away, in ms. */
  patienceMs: number;
  onTrouble: (error: unknown) => void;
}

const KEPT = 100;
const MAX_BYTES = 10 * 1024 * 1024;

function unavailable(cause: unknown): AppError {
  const missing = cause instanceof NoSuchKey;
  return new AppError('storage_unavailable', missing ? 'El script todavía no está en S3' : 'S3 no responde', {
    hint: 'Se vuelve a intentar solo. Si dura, mira /ready del plano de control.',
    cause,
  });
}

export function createScriptSource({ s3, patienceMs, onTrouble }: ScriptSourceOptions): ScriptSource {
  const kept = new Map<string, Uint8Array>();

  async function get(Key: string, abortSignal: AbortSignal): Promise<Uint8Array> {
    const command = new GetObjectCommand({ Bucket: SCRIPTS_BUCKET, Key });
    const { Body, ContentLength = 0 } = await s3.send(command, { abortSignal });
    if (Body === undefined || ContentLength > MAX_BYTES) throw new Error(`a script of ${ContentLength} bytes`);
    return Body.transformToByteArray();
  }

  return {
    fetch: async (scriptKey, scriptHash, signal) => {
      const known = kept.get(scriptHash);
      if (known !== undefined) return known;
      // A missing one is for the queue to try again: the control plane may still be storing it.
      const passes = (error: unknown): boolean => !(error instanceof NoSuchKey);
      try {
        return await keepTrying(() => get(scriptKey, signal), { signal, patienceMs, passes, onTrouble });
      } catch (error) {
        throw unavailable(error);
      }
    },
    keep: (scriptHash, bytes) => {
      kept.delete(scriptHash);
      kept.set(scriptHash, bytes);
      const oldest = kept.keys().next();
      if (kept.size > KEPT && oldest.done !== true) kept.delete(oldest.value);
    },
  };
}
