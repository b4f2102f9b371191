import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A login that is still good; times in milliseconds. */
export interface Session {
  user: string;
  startedAt: number;
  seenAt: number;
}

/** Sessions by the SHA-256 of their id: who reads the file cannot sign in with it. */
export type Sessions = Map<string, Session>;

/** Where sessions are kept over a restart. */
export interface SessionKeeper {
  read(): Sessions;
  /** Never throws: a full disk costs the next restart its logins, not this visitor the page. */
  write(sessions: Sessions): void;
}

/** The key under which a session id is kept. */
export function sessionKey(id: string): string {
  return createHash('sha256').update(id).digest('hex');
}

/** Keeps nothing. */
export const forgetfulKeeper: SessionKeeper = { read: () => new Map(), write: () => undefined };

/** Keeps the sessions in `sessions.json` of a folder, which is made; throws when that folder cannot be used. */
export function fileKeeper(folder: string, log: (line: string) => void): SessionKeeper {
  const path = join(folder, 'sessions.json');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return {
    read: () => {
      try {
        return new Map(Object.entries(parseSessions(readFileSync(path, 'utf8'))));
      } catch (error) {
        if (isMissing(error)) return new Map();
        renameSync(path, `${path}.bad`);
        log(
          `sessions.json cannot be read and is now sessions.json.bad: everybody has to sign in again (${String(error)})`,
        );
        return new Map();
      }
    },
    write: (sessions) => {
      const draft = `${path}.${randomUUID()}`;
      try {
        writeFileSync(draft, JSON.stringify(Object.fromEntries(sessions)), { mode: 0o600 });
        renameSync(draft, path);
      } catch (error) {
        log(`sessions.json cannot be written: a restart will ask everybody to sign in again (${String(error)})`);
        rmSync(draft, { force: true });
      }
    },
  };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function parseSessions(text: string): Record<string, Session> {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null) throw new Error('not an object');
  const entries: [string, unknown][] = Object.entries(value);
  return Object.fromEntries(entries.map(([key, entry]) => [key, parseSession(entry)]));
}

function parseSession(value: unknown): Session {
  if (typeof value === 'object' && value !== null && 'user' in value && 'startedAt' in value && 'seenAt' in value) {
    const { user, startedAt, seenAt } = value;
    if (typeof user === 'string' && typeof startedAt === 'number' && typeof seenAt === 'number') {
      return { user, startedAt, seenAt };
    }
  }
  throw new Error('an entry is not a session');
}
