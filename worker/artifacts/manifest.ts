import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** SHA-256 of a file, hex, without reading it whole. */
export async function fileSha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

export async function digestFiles(dir: string, names: readonly string[]): Promise<Record<string, string>> {
  const digests = names.map(async (name) => [name, await fileSha256(join(dir, name))] as const);
  return Object.fromEntries(await Promise.all(digests));
}

/** Writes a value as indented JSON, for people as well as programs. */
export async function writeJson(dir: string, name: string, value: unknown): Promise<void> {
  await writeFile(join(dir, name), `${JSON.stringify(value, undefined, 2)}\n`);
}
