import { AppError } from '@sri/shared/errors.ts';
import { onSignals } from '@sri/shared/node/shutdown.ts';
import { composeWorker, type Worker } from './compose.ts';
import { readConfig } from './config.ts';

/**
 * The worker's life: settings, parts, polling; SIGTERM drains, a second one gives back what runs (R23). Ends the process
 * with 1 and one clear message where it cannot start.
 */
export async function runWorker(): Promise<void> {
  let worker: Worker | undefined;
  const drain = async (): Promise<void> => {
    await worker?.loop.drain();
    await worker?.shutdown.close();
  };
  onSignals({
    drain: () => {
      worker?.log.info('draining: no new jobs, what runs may end');
      return drain();
    },
    force: () => {
      worker?.log.warn('giving back what runs');
      worker?.loop.giveBackAll();
      return drain();
    },
  });
  try {
    const config = readConfig();
    process.title = `sri-worker ${config.workerId}`;
    worker = await composeWorker(config);
    const { log } = worker;
    process.on('unhandledRejection', (error) => log.error({ err: error }, 'a promise failed that nobody waited for'));
    await worker.start();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    console.error(`✗ ${error.message}\n  ${error.hint}`);
    process.exit(1);
  }
}
