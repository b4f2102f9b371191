import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../../infrastructure/local/ports.ts';
import { waitFor } from '../../../infrastructure/test/wait-for.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The control plane as a process of its own, which can be asked for its memory. */
export interface PlaneProcess {
  url: string;
  /** Bytes in use after a collection. */
  memory: () => Promise<number>;
  /** Lines of the log with this text. */
  logLines: (text: string) => string[];
  alive: () => boolean;
  /** Ends it as the launcher does; its exit code. */
  stop: () => Promise<number | null>;
}

/** Starts one over the parts that `env` names. */
export async function startPlaneProcess(env: Record<string, string>): Promise<PlaneProcess> {
  const port = await freePort();
  const args = ['--expose-gc', '--import', at('./answer-memory.ts'), at('../../main.ts')];
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env['PATH'], ...env, PORT: String(port), LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  const url = `http://127.0.0.1:${port}`;
  await waitFor(
    'the control plane to answer',
    async () => {
      if (child.exitCode !== null) throw new Error(output);
      return fetch(`${url}/health`).then(
        ({ ok }) => ok,
        () => false,
      );
    },
    60_000,
  );
  return {
    url,
    memory: async () => {
      const answer = once(child, 'message');
      child.send('memory');
      return ((await answer) as [number])[0];
    },
    logLines: (text) => output.split('\n').filter((line) => line.includes(text)),
    alive: () => child.exitCode === null && child.signalCode === null,
    stop: async () => {
      child.kill('SIGTERM');
      return exited;
    },
  };
}
