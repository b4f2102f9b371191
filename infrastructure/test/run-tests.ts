// `npm test`: everything, on real parts, after making the tools it needs. Arguments go to vitest, as in
// `npm test -- server/features/auth`. With SRI_TEST_RETRIES=1 a test that fails is run once more, and told by its name if it
// passes then. Ends with a line `N passed, N failed`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { electronFiles } from '../../desktop/build/electron-files.ts';
import { createApt } from '../local/apt.ts';
import { buildApp } from '../local/build-app.ts';
import { findChromium } from '../local/chromium.ts';
import { commandEnv } from '../local/config.ts';
import type { Totals } from './count-reporter.ts';
import { withDisplay } from './own-display.ts';
import { fetchPromtool } from './promtool.ts';
import { installTestTools } from './test-tools.ts';

const root = join(import.meta.dirname, '..', '..');
const scratch = mkdtempSync(join(tmpdir(), 'sri-test-'));
const totalsFile = join(scratch, 'totals.json');

function readTotals(): Totals | undefined {
  try {
    return JSON.parse(readFileSync(totalsFile, 'utf8')) as Totals;
  } catch {
    return undefined;
  }
}

/** The browser that component tests and whole-installation tests look at screens with. */
async function testChromium(): Promise<string> {
  const env = commandEnv();
  const say = (what: string): void => console.log(`· Installing ${what} for the tests`);
  const apt = createApt({ env, onInstall: say });
  return (await findChromium({ apt, env, toolsDir: join(root, '.tools'), onDownload: say })).path;
}

const wanted = process.argv.slice(2);
installTestTools();
if (wanted.length === 0 || wanted.some((word) => word.includes('monitoring'))) fetchPromtool();
const chromium = process.env['SRI_TEST_CHROMIUM'] ?? (await testChromium());
const command = [
  process.execPath,
  join(root, 'node_modules', 'vitest', 'vitest.mjs'),
  'run',
  // Has a command of its own: it builds images, and needs a Docker engine.
  '--project=!docker',
  '--reporter=default',
  `--reporter=${join(import.meta.dirname, 'count-reporter.ts')}`,
  `--reporter=${join(import.meta.dirname, 'results-reporter.ts')}`,
  ...wanted,
];
const testsApp =
  electronFiles(process.env['ELECTRON_OVERRIDE_DIST_PATH']) !== null &&
  (wanted.length === 0 || wanted.some((word) => word.includes('desktop')));
if (testsApp) await buildApp({ onBuild: () => console.log('· Building the desktop app for its tests') });
const [program = '', ...args] = testsApp ? withDisplay(command) : command;
const run = spawnSync(program, args, {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, SRI_TEST_TOTALS: totalsFile, SRI_TEST_CHROMIUM: chromium, NODE_ENV: 'test' },
});
const totals = readTotals();
rmSync(scratch, { recursive: true, force: true });
if (totals === undefined) {
  console.error('The test run broke off before its totals were written.');
  console.log('0 passed, 1 failed');
  process.exit(1);
}
const { passed, failed, skipped, second } = totals;
if (second.length > 0)
  console.log(`Passed only when they were run again:\n${second.map((name) => `- ${name}`).join('\n')}`);
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(run.status === 0 && failed === 0 && passed > 0 ? 0 : 1);
