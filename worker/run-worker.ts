import { AppError } from '@sri/shared/errors.ts';
import { onSignals } from '@sri/shared/node/shutdown.ts';
import { composeWorker } from './compose.ts';
import { readConfig } from './config.ts';

/**
 * The worker's life: settings, parts, polling; SIGTERM drains, a second one gives back what runs (R23). Ends the process
 * with 1 and one clear message where it cannot start.
 */
export async function runWorker(): Promise<void> {
  try {
    const config = readConfig();
    process.title = `sri-worker ${config.workerId}`;
    const worker = await composeWorker(config);
    const { log, loop, shutdown } = worker;
    process.on('unhandledRejection', (error) => log.error({ err: error }, 'a promise failed that nobody waited for'));
    const drain = async (): Promise<void> => {
      await loop.drain();
      await shutdown.close();
    };
    onSignals({
      drain: () => {
        log.info('draining: no new jobs, what runs may end');
        return drain();
      },
      force: () => {
        log.warn('giving back what runs');
        loop.giveBackAll();
        return drain();
      },
    });
    await worker.start();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    console.error(`✗ ${error.message}\n  ${error.hint}`);
    process.exit(1);
  }
}
