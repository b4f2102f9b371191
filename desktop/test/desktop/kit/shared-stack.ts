import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openLocalStack, startLocalStack, type StackEnv } from '../../../../infrastructure/test/stack/local-stack.ts';
import { waitFor } from '../../../../infrastructure/test/wait-for.ts';

const PATIENCE_MS = 240_000;

/** Whether this is the first to ask: files of a project run side by side. */
function isFirst(home: string): boolean {
  return mkdirSync(join(home, 'asked'), { recursive: true }) !== undefined;
}

/** The installation that the tests of the app share; the first file that asks starts it, the others wait for it. */
export async function sharedStack(): Promise<StackEnv> {
  const home = process.env['SRI_TEST_DESKTOP_HOME'];
  if (home === undefined) throw new Error('these tests run in the project "desktop", which sets up their stack');
  const failed = join(home, 'failed');
  if (!isFirst(home)) {
    return waitFor(
      'the shared stack',
      () => {
        if (existsSync(failed)) throw new Error('the shared stack did not come up; the file that started it says why');
        return openLocalStack(home);
      },
      PATIENCE_MS,
    );
  }
  try {
    return (await startLocalStack(home)).env;
  } catch (error) {
    writeFileSync(failed, '');
    throw error;
  }
}
