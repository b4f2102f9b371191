import { randomBytes, randomInt } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseEnv } from 'node:util';

const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';

export interface StackSecrets {
  SCRIPT_SIGNING_SECRET: string;
  JWT_SECRET: string;
  SESSION_ENCRYPTION_KEY: string;
  DEMO_PASSWORD: string;
  /** Secret key of the S3 user that the workers are. */
  WORKER_S3_SECRET_KEY: string;
}

/** Twelve letters and digits that are not mistaken for one another, in threes: `k4f-9ze-...`. */
function readablePassword(): string {
  const group = (): string => Array.from({ length: 3 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return Array.from({ length: 4 }, group).join('-');
}

/** KEY=value lines, without quotes, for what has a value; written whole or not at all, for the owner only. */
export function writeEnvFile(file: string, values: Record<string, string | undefined>): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const set = Object.entries(values).filter(([, value]) => value !== undefined);
  const text = set.map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(`${file}.new`, text.join(''), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/**
 * The stack's secrets: those that are set, else those made at the first start and kept in `file`, so that flows stay
 * verifiable and sessions readable from one start to the next.
 */
export function stackSecrets(file: string, given: { [K in keyof StackSecrets]?: string | undefined }): StackSecrets {
  const kept: Record<string, string | undefined> = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  const hex = (): string => randomBytes(32).toString('hex');
  const made: StackSecrets = {
    SCRIPT_SIGNING_SECRET: kept['SCRIPT_SIGNING_SECRET'] ?? hex(),
    JWT_SECRET: kept['JWT_SECRET'] ?? hex(),
    SESSION_ENCRYPTION_KEY: kept['SESSION_ENCRYPTION_KEY'] ?? hex(),
    DEMO_PASSWORD: kept['DEMO_PASSWORD'] ?? readablePassword(),
    WORKER_S3_SECRET_KEY: kept['WORKER_S3_SECRET_KEY'] ?? hex(),
  };
  writeEnvFile(file, { ...made });
  const chosen = Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { ...made, ...Object.fromEntries(chosen) };
}
