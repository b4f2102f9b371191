import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Results } from './check-results.ts';
import { digestStream } from './digest-stream.ts';

/** Results that were copied into a folder, under their names. Nothing else is asked. Rejects where there is no such folder. */
export function folderResults(folder: string): Results {
  return {
    names: async () => {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => !entry.isDirectory())
        .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).split(sep).join('/'))
        .filter((name) => !name.startsWith('attempts/'));
    },
    digest: (name) => digestStream(createReadStream(join(folder, name))),
    text: (name) => readFile(join(folder, name), 'utf8'),
  };
}
