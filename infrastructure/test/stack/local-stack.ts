import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

const root = join(import.meta.dirname, '..', '..', '..');

export interface Run {
  code: number | null;
  output: string;
  seconds: number;
}

/** Runs a command to its end, both outputs taken together. */
export function run(command: string, args: string[], env: NodeJS.ProcessEnv = {}, cwd = root): Promise<Run> {
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output, seconds: (performance.now() - startedAt) / 1000 }));
  });
}

/** `.sri/stack.env`, as the launcher writes it. */
export interface StackEnv {
  DATABASE_URL: string;
  DATABASE_ADMIN_URL: string;
  REDIS_URL: string;
  S3_ENDPOINT: string;
  S3_ACCESS_KEY: string;
  S3_SECRET_KEY: string;
  API_URL: string;
  PORTAL_URL: string;
  DEMO_EMAIL: string;
  DEMO_PASSWORD: string;
}

export interface LocalStack {
  home: string;
  env: StackEnv;
  started: Run;
  stop(): Promise<Run>;
}

/** A home of its own for an installation, so that a test never meets the developer's. */
export function makeHome(): string {
  return mkdtempSync(join(tmpdir(), 'sri-home-'));
}

/** Where everything of the installation in this home is; undefined: none was started. */
export function openLocalStack(home: string): StackEnv | undefined {
  const file = join(home, 'stack.env');
  return existsSync(file) ? (parseEnv(readFileSync(file, 'utf8')) as unknown as StackEnv) : undefined;
}

/** `npm stop` for the installation in this home. */
export function stopLocalStack(home: string): Promise<Run> {
  return run('npm', ['stop'], { SRI_HOME: home });
}

/** `npm start -- --detach` on a home of its own. Throws with the launcher's output when it fails. */
export async function startLocalStack(home: string, env: NodeJS.ProcessEnv = {}): Promise<LocalStack> {
  const started = await run('npm', ['start', '--', '--detach'], { ...env, SRI_HOME: home });
  const stackEnv = openLocalStack(home);
  if (started.code !== 0 || stackEnv === undefined)
    throw new Error(`npm start ended with ${started.code}:\n${started.output}`);
  return { home, env: stackEnv, started, stop: () => stopLocalStack(home) };
}
