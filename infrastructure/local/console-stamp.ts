import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What no build of the console reads: the desktop app's own side, tests, what is built or installed. */
const LEFT_OUT =
  /^desktop\/(?:main|preload|node_modules|out)\/|^shared\/(?:node|queue|node_modules)\/|\/test\/|\.test\.tsx?$|\.lua$/;

function filesBelow(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (LEFT_OUT.test(entry.isDirectory() ? `${path}/` : path)) return [];
    return entry.isDirectory() ? filesBelow(root, path) : [path];
  });
}

/** A digest of the console's sources: the same where nothing changed that could change the build. */
export function consoleStamp(root: string): string {
  const hash = createHash('sha256');
  const files = [...filesBelow(root, 'desktop'), ...filesBelow(root, 'shared'), 'package-lock.json'].toSorted();
  for (const file of files)
    hash
      .update(`${file}\n`)
      .update(readFileSync(join(root, file)))
      .update('\n');
  return hash.digest('hex');
}
