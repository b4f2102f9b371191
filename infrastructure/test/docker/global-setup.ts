import { whyNoEngine } from './engine.ts';
import { startTeam, stopTeam } from './team-stack.ts';

/** One installation for all tests on Docker; nothing where there is no engine. */
export async function setup(): Promise<(() => void) | undefined> {
  const missing = whyNoEngine();
  if (missing !== undefined) {
    console.log(`· The tests on Docker are skipped: ${missing}`);
    return undefined;
  }
  try {
    await startTeam();
  } catch (error) {
    stopTeam();
    throw error;
  }
  return stopTeam;
}
