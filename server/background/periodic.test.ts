import { expect, test } from 'vitest';
import { AppError } from '@sri/shared/errors.ts';
import { deferred } from '@sri/shared/lang/deferred.ts';
import { createLogger } from '@sri/shared/node/logger.ts';
import { startTask } from './periodic.ts';

const log = createLogger({ name: 'test', level: 'silent' });
const NEVER_MS = 3_600_000;

/** A task whose runs the test lets go one by one. */
function steered(everyMs: number) {
  const runs: { end: () => void; fail: (error: Error) => void }[] = [];
  let began = deferred<void>();
  const oks: boolean[] = [];
  const task = startTask(
    {
      name: 'steered',
      everyMs,
      run: () => {
        const gate = deferred<void>();
        runs.push({ end: () => gate.resolve(), fail: (error) => gate.reject(error) });
        began.resolve();
        return gate.promise;
      },
    },
    { log, onRun: (_, ok) => oks.push(ok) },
  );
  const nth = async (n: number) => {
    while (runs.length < n) {
      began = deferred();
      if (runs.length < n) await began.promise;
    }
    return runs[n - 1] as (typeof runs)[number];
  };
  return { task, nth, runs, oks };
}

test('a wake during a run makes one more run, at once', async () => {
  const { task, nth, runs } = steered(NEVER_MS);
  const first = await nth(1);
  task.wake();
  task.wake();
  first.end();
  (await nth(2)).end();
  await task.stop();
  expect(runs).toHaveLength(2);
});

test('a failure ends one run, never the task', async () => {
  const { task, nth, oks } = steered(1);
  (await nth(1)).fail(new Error('a bug'));
  (await nth(2)).fail(new AppError('redis_unavailable', 'away', { hint: '' }));
  (await nth(3)).end();
  const fourth = await nth(4);
  expect(oks).toEqual([false, false, true]);
  const stopped = task.stop();
  fourth.end();
  await stopped;
});

test('stop waits for the run that is under way and starts no other', async () => {
  const { task, nth, runs, oks } = steered(1);
  const first = await nth(1);
  const stopped = task.stop();
  first.end();
  await stopped;
  expect([runs.length, oks]).toEqual([1, [true]]);
});
