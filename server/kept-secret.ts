import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

function kept(file: string, name: string): string | undefined {
  return existsSync(file) ? parseEnv(readFileSync(file, 'utf8'))[name] : undefined;
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
  try {
    writeFileSync(file, `${name}=${made}\n`, { mode: 0o600, flag: existsSync(file) ? 'a' : 'wx' });
  } catch {
    return kept(file, name) ?? made;
  }
  return kept(file, name) ?? made;
}
