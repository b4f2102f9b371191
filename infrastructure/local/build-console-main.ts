// `npm run build:console`: the web console as the control plane serves it, if its sources changed.
import { AppError } from '@sri/shared/errors.ts';
import { buildConsole, CONSOLE_DIR } from './build-console.ts';

try {
  await buildConsole();
  console.log(`✓ ${CONSOLE_DIR}`);
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  console.error(`✗ ${error.message}\n${error.hint}`);
  process.exitCode = 1;
}
