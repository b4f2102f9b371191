import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type QueueKit, startQueueKit } from '../test/queue-kit.ts';
import { runModel } from '../test/queue-model-run.ts';
import { QUEUE_MUTANTS, withMutant } from '../test/queue-mutants.ts';
import { loadScripts } from './scripts.ts';

let kit: QueueKit;
beforeAll(async () => {
  kit = await startQueueKit();
});
afterAll(() => kit.stop());

describe('the model test finds every fault written into the scripts', () => {
  test.each(QUEUE_MUTANTS)('$name', async (mutant) => {
    const scripts = withMutant(loadScripts(), mutant);
    // It is a fault in what the script does, not one that Redis would refuse to load.
    expect(await kit.redis.script('LOAD', scripts[mutant.script].text)).toBe(scripts[mutant.script].sha);
    await expect(runModel(kit, { seed: 7, runs: 40, scripts })).rejects.toThrow('Property failed after');
  });
});
