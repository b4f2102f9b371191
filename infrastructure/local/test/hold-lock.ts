import { AppError } from '@sri/shared/errors.ts';
import { takeLauncherLock } from '../launcher-lock.ts';

// Takes the launcher's lock of the folder it is given, says so, and stays.
try {
  takeLauncherLock(process.argv[2] ?? '').update({ state: 'ready', apiUrl: 'http://localhost:3999' });
  console.log('held');
} catch (error) {
  console.log(error instanceof AppError ? error.code : String(error));
}
setInterval(() => undefined, 1000);
