import { rmSync } from 'node:fs';
import { makeHome, stopLocalStack } from '../../../../infrastructure/test/stack/local-stack.ts';

const home = makeHome();

/** A home for the one stack that all files of this project share; the first one that needs it starts it. */
export function setup(): void {
  process.env['SRI_TEST_DESKTOP_HOME'] = home;
}

export async function teardown(): Promise<void> {
  await stopLocalStack(home);
  rmSync(home, { recursive: true, force: true });
}
