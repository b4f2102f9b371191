import { z } from 'zod';
import { readEnv } from '@sri/shared/node/read-env.ts';

const schema = z.object({ SRI_TEST_REPEATS: z.coerce.number().int().min(1).max(10_000).optional() });

/** How often a test does what has to be done often: `few` times, or as SRI_TEST_REPEATS says. */
export function repeats(few: number): number {
  return readEnv(schema, process.env).SRI_TEST_REPEATS ?? few;
}

/** Time for a test that does something `times` times, in ms. */
export function patienceFor(times: number): number {
  return 180_000 + 20_000 * times;
}
