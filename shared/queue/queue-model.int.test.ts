import { afterAll, beforeAll, expect, test } from 'vitest';
import { type QueueKit, startQueueKit } from '../test/queue-kit.ts';
import { runModel } from '../test/queue-model-run.ts';

let kit: QueueKit;
beforeAll(async () => {
  kit = await startQueueKit();
});
afterAll(() => kit.stop());

/** What has to have happened at least so often; a test in which an operation never succeeded proves nothing (M11). */
const AT_LEAST = 3;
const RESULTS = [
  'enqueue: queued',
  'enqueue again: duplicate',
  ...['queued', 'active', 'delayed', 'parked', 'done'].map((state) => `enqueue again: replaced ${state}`),
  ...['new', 'copy', 'changed', 'garbage'].map((kind) => `push by hand: ${kind}`),
  ...['job', 'job again', 'cap', 'empty', 'unreadable'].map((kind) => `claim: ${kind}`),
  ...['held', 'cancel', 'overdue', 'lost'].map((answer) => `renew: ${answer}`),
  ...['done own', 'done old', 'retry own', 'retry old', 'lost old', 'lost mixed'].map((answer) => `finish: ${answer}`),
  ...['returned', 'lost'].map((answer) => `give back: ${answer}`),
  ...['returned', 'delayed', 'dead', 'cancelled'].map((action) => `reap: ${action}`),
  'promote: some',
  ...['queued', 'delayed', 'parked'].map((state) => `cancel: cancelled ${state}`),
  ...['asked active', 'ended done', 'unknown queued'].map((answer) => `cancel: ${answer}`),
  ...['cancelled', 'unknown'].map((answer) => `revoke: ${answer}`),
  ...['forgotten', 'other fence'].map((result) => `confirm: ${result}`),
  'hold: held',
  ...['called one', 'nobody waits'].map((result) => `release: ${result}`),
  'look: seen',
];

test('R5, R8, R10, R21, I1-I7: any order of operations leaves what the model says', async () => {
  const counts = await runModel(kit, { seed: 20_261_124, runs: 40 });
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  console.log(`queue model: ${total} operations, ${counts.size} kinds of results, 0 differences`);
  const rare = RESULTS.filter((result) => (counts.get(result) ?? 0) < AT_LEAST);
  expect(rare.map((result) => `${result}: ${counts.get(result) ?? 0}`)).toEqual([]);
}, 90_000);
