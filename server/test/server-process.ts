import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { COMPILE_CACHE } from '../../infrastructure/local/config.ts';
import { waitFor } from '../../infrastructure/test/wait-for.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

/** A control plane as a process of its own. */
export interface ServerProcess {
  url: string;
  child: ChildProcess;
  /** Standard output and error so far. */
  output: () => string;
  /** Its exit code, or the signal that ended it. */
  exited: Promise<number | NodeJS.Signals | null>;
  /** Resolves once it takes requests; throws with its output where it ends instead. */
  listening: () => Promise<true>;
}

/** Starts a control plane with these settings: PORT among them, and a LOG_LEVEL at which it says that it listens. */
export function startServerProcess(env: Record<string, string | undefined>): ServerProcess {
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: COMPILE_CACHE, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const exited = once(child, 'exit').then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals | null);
  return {
    url: `http://127.0.0.1:${env['PORT']}`,
    child,
    output: () => output,
    exited,
    listening: () =>
      waitFor(
        'the server to listen',
        () => {
          if (child.exitCode !== null || child.signalCode !== null) throw new Error(output);
          return output.includes('listening on');
        },
        60_000,
      ),
  };
}
