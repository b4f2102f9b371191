// `npm start -- --detach`: a second launcher in a session of its own does the work. While it starts, what it says comes
// over a channel; once it is ready the channel is closed and this process ends. The launcher keeps no descriptor of
// ours: its output is a file, and Node hands down none but those it is told to.
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { commandEnv, ROOT } from './config.ts';
import { makeFolder } from './make-folder.ts';
import { onStopSignals } from './stop-signals.ts';

/** How the launcher knows that it is the detached one. */
export const DETACHED = '--detached';

const messageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('line'), line: z.string() }),
  z.object({ kind: z.literal('ready') }),
]);
type Message = z.infer<typeof messageSchema>;

/** Tells the process that waits, while there is one. */
function tell(message: Message): void {
  if (process.connected) process.send?.(message);
}

/** The detached launcher's side: its lines go to whoever waits, and when it is ready nobody does any more. */
export const detachedVoice = {
  show: (line: string): void => tell({ kind: 'line', line }),
  onReady: (): void => {
    tell({ kind: 'ready' });
    if (process.connected) process.disconnect?.();
  },
};

/**
 * Starts the launcher `script` detached and waits until it is ready or has failed; gives the exit code. A signal
 * meanwhile is passed on and waited for, so that a cancelled start leaves nothing.
 */
export async function startDetached(script: string, logsDir: string, show: (line: string) => void): Promise<number> {
  makeFolder(logsDir);
  const log = openSync(join(logsDir, 'launcher.log'), 'a', 0o600);
  const child = spawn(process.execPath, [script, DETACHED], {
    cwd: ROOT,
    env: commandEnv(),
    detached: true,
    stdio: ['ignore', log, log, 'ipc'],
  });
  closeSync(log);
  const stopListening = onStopSignals({
    first: () => void child.kill('SIGTERM'),
    again: () => void child.kill('SIGTERM'),
  });
  const code = await new Promise<number>((resolve) => {
    child.on('message', (raw) => {
      const message = messageSchema.parse(raw);
      if (message.kind === 'line') show(message.line);
      else resolve(0);
    });
    child.once('error', (error) => {
      show(`✗ ${error.message}`);
      resolve(1);
    });
    child.once('exit', (exitCode) => {
      // Its last lines may still be on their way.
      if (child.connected) child.once('disconnect', () => resolve(exitCode ?? 1));
      else resolve(exitCode ?? 1);
    });
  });
  stopListening();
  if (child.connected) child.disconnect();
  child.unref();
  return code;
}
