import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { hitsIn, type Canary, type Hit } from './canary.ts';

/** Every file below a folder; none where the folder is not there. Sockets, and what goes away meanwhile, are left out. */
export function filesBelow(folder: string): string[] {
  const entries = (() => {
    try {
      return readdirSync(folder, { withFileTypes: true });
    } catch {
      return [];
    }
  })();
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return entry.isFile() ? [path] : [];
  });
}

export interface SearchedFiles {
  hits: Hit[];
  /** Paths from the folder. */
  files: string[];
}

/** Looks through every file below `folder` but those that are `left` out: by path from there, and when it was written. */
export function searchFiles(
  folder: string,
  canaries: readonly Canary[],
  left: (path: string, modifiedAt: number) => boolean,
): SearchedFiles {
  const hits: Hit[] = [];
  const files: string[] = [];
  for (const full of filesBelow(folder)) {
    const path = relative(folder, full);
    try {
      if (left(path, statSync(full).mtimeMs)) continue;
      hits.push(...hitsIn(path, readFileSync(full), canaries));
      files.push(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return { hits, files };
}

/** The file's rights, as in `600`. */
export const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);
