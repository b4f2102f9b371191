import { join } from 'node:path';
import { AppError } from '@sri/shared/errors.ts';
import { readConfig } from './config.ts';
import { DETACHED, detachedVoice, startDetached } from './detach.ts';
import { runLauncher } from './launcher.ts';
import { WORDS } from './words.ts';

const START = join(import.meta.dirname, 'start.ts');
const LINGER_MS = 300;
const ARGUMENTS = ['--detach', DETACHED];

// The reader of our output may go away (`npm start | head`): that is no reason to end badly.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
const show = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

async function main(): Promise<number> {
  const config = readConfig();
  const wanted = process.argv.slice(2);
  const unknown = wanted.find((argument) => !ARGUMENTS.includes(argument));
  if (unknown !== undefined) {
    show(WORDS[config.language].unknownArgument(unknown));
    return 2;
  }
  if (wanted.includes('--detach')) return startDetached(START, join(config.home, 'logs'), show);
  const detached = wanted.includes(DETACHED);
  return runLauncher({ config, detached, ...(detached ? detachedVoice : { show, onReady: () => undefined }) });
}

try {
  process.exitCode = await main();
} catch (error) {
  const text =
    error instanceof AppError ? `${error.message}\n  ${error.hint}` : String((error as Error).stack ?? error);
  show(`✗ ${text}`);
  process.exitCode = 1;
}
if (process.connected) process.disconnect?.();
// Idle HTTP connections to what has ended would keep this process for seconds.
setTimeout(() => process.exit(), LINGER_MS).unref();
