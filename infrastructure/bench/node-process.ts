import { join } from 'node:path';
import { baseEnv, COMPILE_CACHE } from '../local/config.ts';
import { httpProbe } from '../local/http-probe.ts';
import { freePort } from '../local/ports.ts';
import type { BenchStack } from './stack.ts';

/** Starts a file of this folder as a process of its own that listens on PORT and answers /health; its address. */
export async function startHere(
  { facts, start }: BenchStack,
  file: string,
  env: Record<string, string> = {},
): Promise<string> {
  const url = `http://127.0.0.1:${await freePort()}`;
  const name = file.replaceAll(/[^a-z]+/g, '-');
  await start({
    name,
    command: process.execPath,
    args: [file],
    cwd: import.meta.dirname,
    env: { ...baseEnv(), NODE_COMPILE_CACHE: COMPILE_CACHE, PORT: new URL(url).port, ...env },
    logFile: join(facts.logsDir, `${name}.log`),
    probe: httpProbe(`${url}/health`),
    readyWithinMs: 30_000,
    stop: { signal: 'SIGTERM', graceMs: 2000, force: 'SIGKILL', order: 1 },
  });
  return url;
}
