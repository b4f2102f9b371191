import { randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

function kept(file: string, name: string): string | undefined {
  return existsSync(file) ? parseEnv(readFileSync(file, 'utf8'))[name] : undefined;
}

/** The whole line or nothing under the file's name, and only if there is no such file yet. */
function create(file: string, line: string): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, line, { mode: 0o600 });
  try {
    linkSync(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * A secret that is made once and kept in `file` (`NAME=value` lines, readable by its owner only), so that tokens stay
 * good from one start to the next. Where two processes make it at the same time, both take the first one's. Where the
 * folder cannot be written, the secret lives as long as the process.
 */
export function keptSecret(file: string, name: string): string {
  const before = kept(file, name);
  if (before !== undefined) return before;
  const made = randomBytes(32).toString('hex');
  const line = `${name}=${made}\n`;
  try {
    if (existsSync(file)) appendFileSync(file, line);
    else create(file, line);
  } catch {
    // Somebody else made it, or the folder is not to be written.
  }
  return kept(file, name) ?? made;
}
