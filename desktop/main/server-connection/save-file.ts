import { AppError } from '@sri/shared/errors.ts';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';

/** Writes what was fetched to a file; one that breaks off leaves nothing behind. Throws `download_interrupted`. */
export async function saveFile(answer: Response, path: string): Promise<void> {
  const part = `${path}.part`;
  try {
    if (!answer.ok || answer.body === null) throw new Error(`The store answered ${answer.status}.`);
    await pipeline(Readable.fromWeb(answer.body as ReadableStream), createWriteStream(part));
    await rename(part, path);
  } catch (cause) {
    await rm(part, { force: true });
    throw new AppError('download_interrupted', 'The file could not be saved.', { hint: 'Try again.', cause });
  }
}
