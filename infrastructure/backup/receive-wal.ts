import type { Logger } from '@sri/shared/node/logger.ts';
import { delay } from '@sri/shared/lang/delay.ts';
import type { PostgresClient } from './postgres-client.ts';

/** The server keeps the log for it that it has not received yet, up to max_slot_wal_keep_size. */
export const SLOT = 'sri_backup';
const AGAIN_MS = 2000;

/**
 * Receives the log as it is written, into `folder`, until `signal` aborts; starts again whenever the server went away.
 * `onLost` hears that it ended.
 */
export async function receiveWal(
  postgres: PostgresClient,
  { folder, signal, log, onLost }: { folder: string; signal: AbortSignal; log: Logger; onLost: () => void },
): Promise<void> {
  const run = (args: string[]): Promise<{ code: number | null; said: string }> =>
    new Promise((resolve) => {
      const child = postgres.start('pg_receivewal', [`--slot=${SLOT}`, ...args]);
      const stop = (): void => void child.kill('SIGINT');
      signal.addEventListener('abort', stop, { once: true });
      let said = '';
      const end = (code: number | null): void => {
        signal.removeEventListener('abort', stop);
        resolve({ code, said: said.trim().slice(-1000) });
      };
      child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
      child.once('error', (error) => {
        said += error.message;
        end(null);
      });
      child.once('close', end);
    });
  while (!signal.aborted) {
    const slot = await run(['--create-slot', '--if-not-exists', '--no-password']);
    const { said } =
      slot.code === 0
        ? await run([`--directory=${folder}`, '--status-interval=5', '--no-loop', '--no-password'])
        : slot;
    if (signal.aborted) return;
    onLost();
    log.warn({ said }, 'the log is not received, trying again');
    await delay(AGAIN_MS, signal);
  }
}
