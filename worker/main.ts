// A worker: claims jobs, verifies them, has its runner carry them out, uploads what came of it.
import { AppError } from '@sri/shared/errors.ts';
import { onSignals } from '@sri/shared/node/shutdown.ts';
import { composeWorker } from './compose.ts';
import { readConfig } from './config.ts';

try {
  const config = readConfig();
  process.title = `sri-worker ${config.workerId}`;
  const worker = await composeWorker(config);
  process.on('unhandledRejection', (error) =>
    worker.log.error({ err: error }, 'a promise failed that nobody waited for'),
  );
  onSignals({
    drain: async () => {
      worker.log.info('draining: no new jobs, what runs may end');
      await worker.loop.drain();
      await worker.shutdown.close();
    },
    force: async () => {
      worker.loop.giveBackAll();
      await worker.loop.drain();
      await worker.shutdown.close();
    },
  });
  await worker.start();
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  console.error(`✗ ${error.message}\n  ${error.hint}`);
  process.exit(1);
}
