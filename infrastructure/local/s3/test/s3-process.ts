import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

export interface S3Process {
  child: ChildProcess;
  /** Of its line "listening on ..."; undefined when it ended before. */
  endpoint: string | undefined;
  /** Everything it has written so far. */
  output: () => string;
  /** Sends a signal and waits for the end; answers the exit code, or null when the signal killed it. */
  end: (signal: NodeJS.Signals) => Promise<number | null>;
}

/** Starts the server as its users do. `limit` is a shell command that runs first, such as `ulimit -f 2048`. */
export async function startS3Process(env: Record<string, string>, limit = 'true'): Promise<S3Process> {
  const child = spawn('sh', ['-c', `${limit}; exec "$0" "$1"`, process.execPath, MAIN], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const exited = once(child, 'exit');
  const listening = new Promise<string>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (piece: string) => {
        text += piece;
        const found = /listening on (\S+),/.exec(text)?.[1];
        if (found !== undefined) resolve(found);
      });
    }
  });
  const closed = once(child, 'close').then(() => undefined);
  const endpoint = await Promise.race([listening, closed]);
  return {
    child,
    endpoint,
    output: () => text,
    async end(signal) {
      child.kill(signal);
      await exited;
      return child.exitCode;
    },
  };
}
