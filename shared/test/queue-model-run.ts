import fc from 'fast-check';
import { newId } from '../model/ids.ts';
import { createQueue } from '../queue/queue.ts';
import { loadScripts, type Scripts } from '../queue/scripts.ts';
import { queueCommands, type RealQueue } from './queue-commands.ts';
import { createHistory } from './queue-invariants.ts';
import type { QueueKit } from './queue-kit.ts';
import { createModel } from './queue-model.ts';

export interface ModelRunOptions {
  seed: number;
  runs: number;
  scripts?: Scripts;
}

const ORG_CAP = 3;
const MAX_STALLS = 3;
const COMMANDS = 200;

/**
 * Runs random operations on a queue and on its model, each run on an organisation of its own; throws at the first
 * difference or broken invariant, with the seed and the shortest path to it. Returns how often each operation had each
 * result.
 */
export async function runModel(
  { redis, keys }: QueueKit,
  { seed, runs, scripts = loadScripts() }: ModelRunOptions,
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  const queue = createQueue(redis, keys, { orgCap: ORG_CAP, maxStalls: MAX_STALLS }, scripts);
  const commands = fc.commands(queueCommands, { maxCommands: COMMANDS, size: 'max' });
  await fc.assert(
    fc.asyncProperty(commands, async (list) => {
      const real: RealQueue = { queue, redis, keys, orgId: newId(), history: createHistory(), counts };
      await fc.asyncModelRun(() => ({ model: createModel(ORG_CAP, MAX_STALLS), real }), list);
      await redis.del(keys.ring);
    }),
    { seed, numRuns: runs, endOnFailure: true },
  );
  return counts;
}
