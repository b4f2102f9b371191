import assert from 'node:assert/strict';
import { S3ServiceException, type S3Client } from '@aws-sdk/client-s3';
import type { Keys } from './raw-client.ts';

export interface CheckContext {
  /** The SDK with its default settings. */
  s3: S3Client;
  endpoint: string;
  keys: Keys;
  /** A bucket of this run's own. */
  bucket: string;
  /** A key that no other check uses. */
  key: (name: string) => string;
  /** Whether this is our own server: where others may differ by their documentation, only it is held to our rules. */
  own: boolean;
}

/** One thing that an S3 server must do; throws if it does not. */
export interface Check {
  name: string;
  run: (context: CheckContext) => Promise<void>;
}

const silence = (): void => undefined;
/** For SDK clients whose warnings (a body without a length, a stream that cannot be sent again) are part of a check. */
export const QUIET = { debug: silence, info: silence, warn: silence, error: silence };

/** Waits for an SDK call to be refused with one of these codes. */
export async function refused(call: Promise<unknown>, ...codes: string[]): Promise<S3ServiceException> {
  const error = await call.then(
    () => assert.fail(`was accepted, where ${codes.join(' or ')} was expected`),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof S3ServiceException, `not an answer of the server: ${String(error)}`);
  assert.ok(codes.includes(error.name), `refused with ${error.name} (${error.message}), not ${codes.join(' or ')}`);
  return error;
}

/** The code in an error document; empty if there is none. */
export function errorCode(body: Buffer): string {
  return /<Code>([^<]*)<\/Code>/.exec(body.toString('utf8'))?.[1] ?? '';
}

/** Bytes that are the same at every run and unlike at every place. */
export function sampleBytes(length: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(length);
  let state = seed;
  for (let at = 0; at < length; at++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}
