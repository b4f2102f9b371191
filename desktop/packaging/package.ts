// `npm run package [-- dir]`: the desktop app as something to install, for the system that this runs on.
import { AppError } from '@sri/shared/errors.ts';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { electronFiles } from '../build/electron-files.ts';
import { ownElectron } from './config.ts';
import { packageApp } from './package-app.ts';

/** The folder with Electron's files, downloaded where they are not there yet. Throws `AppError` (`program_missing`). */
function electronFolder(own: string | undefined): string {
  let why = '';
  if (own === undefined) {
    const install = createRequire(import.meta.url).resolve('electron/install.js');
    const { stderr } = spawnSync(process.execPath, [install], {
      stdio: ['ignore', 'inherit', 'pipe'],
      encoding: 'utf8',
    });
    why = /^\S*Error\b.*$/m.exec(stderr)?.[0] ?? '';
  }
  const files = electronFiles(own);
  if (files !== null) return files.folder;
  const what = own === undefined ? `Electron's files cannot be downloaded. ${why}` : `There is no Electron in ${own}.`;
  throw new AppError('program_missing', what.trimEnd(), {
    hint: 'Run npx install-electron where downloads work, or set ELECTRON_OVERRIDE_DIST_PATH to a folder with an Electron.',
  });
}

function targetOf(argument: string | undefined): 'dir' | null {
  if (argument === undefined || argument === 'dir') return argument ?? null;
  throw new AppError('config_invalid', `${argument} is no known argument.`, {
    hint: 'Usage: npm run package [-- dir]',
  });
}

try {
  const target = targetOf(process.argv[2]);
  const own = ownElectron();
  const electron = electronFolder(own);
  if (own !== undefined) console.log(`· With the Electron in ${own}: to try it, not to hand it out`);
  for (const file of await packageApp({ electron, compiledAddon: own !== undefined }, target)) console.log(`✓ ${file}`);
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  console.error(`✗ ${error.code}: ${error.message}\n${error.hint.replaceAll(/^/gm, '  ')}`);
  process.exitCode = 1;
}
