import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What no build of the web console reads: the desktop app's own side, tests, what is built or installed. */
const NOT_CONSOLE =
  /^desktop\/(?:main|packaging|preload|node_modules|out)\/|^shared\/(?:node|queue|node_modules)\/|\/test\/|\.test\.tsx?$|\.lua$/;
/** The same of the desktop app. */
const NOT_APP =
  /^desktop\/(?:packaging|node_modules|out)\/|^shared\/(?:node|queue|node_modules)\/|\/test\/|\.test\.tsx?$|\.lua$/;

function filesBelow(root: string, folder: string, leftOut: RegExp): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (leftOut.test(entry.isDirectory() ? `${path}/` : path)) return [];
    return entry.isDirectory() ? filesBelow(root, path, leftOut) : [path];
  });
}

function digestOf(root: string, leftOut: RegExp, others: string[]): string {
  const hash = createHash('sha256');
  const below = ['desktop', 'shared'].flatMap((folder) => filesBelow(root, folder, leftOut));
  for (const file of [...below, ...others].toSorted()) {
    hash
      .update(`${file}\n`)
      .update(readFileSync(join(root, file)))
      .update('\n');
  }
  return hash.digest('hex');
}

/** A digest of the web console's sources: the same where nothing changed that could change the build. */
export function consoleStamp(root: string): string {
  return digestOf(root, NOT_CONSOLE, ['package-lock.json']);
}

/** A digest of the desktop app's sources, likewise. */
export function appStamp(root: string): string {
  return digestOf(root, NOT_APP, ['electron.vite.config.ts', 'package-lock.json']);
}
