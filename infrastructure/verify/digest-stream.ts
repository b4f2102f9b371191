import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { ManifestObject } from '@sri/shared/model/manifest.ts';

/** SHA-256 and size of what a stream brings, without holding it. */
export async function digestStream(stream: Readable): Promise<ManifestObject> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { sha256: hash.digest('hex'), bytes };
}
