import { loadBullMq, type BullWorker } from '../competitors.ts';
import { inLanes } from '../rounds.ts';
import type { QueueSide } from './our-side.ts';

const NAME = 'bench';

/** BullMQ as its guide shows it: one queue object, one worker with its own concurrency, everything as it comes. */
export async function openBullSide(redisUrl: string, lanes: number): Promise<QueueSide> {
  const { Queue, Worker } = await loadBullMq();
  const { hostname: host, port } = new URL(redisUrl);
  const connection = { host, port: Number(port) };
  const queue = new Queue(NAME, { connection });
  await queue.waitUntilReady();

  let before: BullWorker | undefined;
  return {
    put: (envelopes) => inLanes(envelopes.length, lanes, (index) => queue.add('job', envelopes[index])),
    ready: async (jobs) => {
      await before?.close();
      const worker = new Worker(NAME, () => Promise.resolve(), { connection, concurrency: lanes, autorun: false });
      before = worker;
      await worker.waitUntilReady();
      let left = jobs;
      const done = new Promise<void>((resolve, reject) => {
        worker.on('error', (error) => reject(error instanceof Error ? error : new Error(String(error))));
        worker.on('completed', () => {
          left -= 1;
          if (left === 0) resolve();
        });
      });
      return () => {
        void worker.run();
        return done;
      };
    },
    close: async () => {
      await before?.close();
      await queue.close();
    },
  };
}
