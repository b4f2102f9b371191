import { spawn } from 'node:child_process';
import { AppError } from '@sri/shared/errors.ts';
import { signalQuietly } from './recorded-process.mjs';

const KEPT_OUTPUT = 64 * 1024;

export interface CommandOptions {
  args: string[];
  cwd?: string;
  env?: Record<string, string>;
  argv0?: string;
  identity?: { uid: number; gid: number };
  /** Ends the command when aborted; the call then throws the signal's reason once it is gone. */
  signal?: AbortSignal;
  /** What an abort sends; SIGTERM if not given. */
  abortWith?: NodeJS.Signals;
}

export interface CommandResult {
  code: number | null;
  /** The end of stdout and stderr together, as they came. */
  output: string;
}

/**
 * Runs a command to its end in a process group of its own. A code other than 0 is a result, not an error; throws
 * `AppError` (`program_missing`) when the command cannot be run at all.
 */
export async function runCommand(command: string, options: CommandOptions): Promise<CommandResult> {
  options.signal?.throwIfAborted();
  const child = spawn(command, options.args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.env === undefined ? {} : { env: options.env }),
    ...(options.argv0 === undefined ? {} : { argv0: options.argv0 }),
    ...options.identity,
  });
  let output = '';
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString('utf8')).slice(-KEPT_OUTPUT);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const onAbort = (): void => {
    if (child.pid !== undefined) signalQuietly(child.pid, options.abortWith ?? 'SIGTERM');
  };
  options.signal?.addEventListener('abort', onAbort, { once: true });
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', (cause) => {
        reject(new AppError('program_missing', `${command} cannot be run`, { hint: cause.message, cause }));
      });
      child.once('close', resolve);
    });
    options.signal?.throwIfAborted();
    return { code, output };
  } finally {
    options.signal?.removeEventListener('abort', onAbort);
  }
}

/** Like `runCommand`, but a code other than 0 throws `AppError` (`part_failed`), under `title`, with the end of its output. */
export async function mustRun(command: string, options: CommandOptions & { title?: string }): Promise<string> {
  const { code, output } = await runCommand(command, options);
  if (code === 0) return output;
  throw new AppError(
    'part_failed',
    `${options.title ?? [command, ...options.args].join(' ')} failed (exit code ${code})`,
    {
      hint: output.trimEnd().split('\n').slice(-12).join('\n'),
    },
  );
}
