import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ManifestObject } from '@sri/shared/model/manifest.ts';

/** SHA-256 of a file, hex, without reading it whole. */
export async function fileSha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** SHA-256 and size of files, by their names. */
export async function digestFiles(dir: string, names: readonly string[]): Promise<Record<string, ManifestObject>> {
  const digests = names.map(async (name) => {
    const file = join(dir, name);
    const [sha256, { size: bytes }] = await Promise.all([fileSha256(file), stat(file)]);
    return [name, { sha256, bytes }] as const;
  });
  return Object.fromEntries(await Promise.all(digests));
}

/** Writes a value as indented JSON, for people as well as programs. */
export async function writeJson(dir: string, name: string, value: unknown): Promise<void> {
  await writeFile(join(dir, name), `${JSON.stringify(value, undefined, 2)}\n`);
}
