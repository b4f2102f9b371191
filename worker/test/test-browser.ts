import { chromium, type Browser } from 'playwright-core';
import { testChromiumPath } from './chromium.ts';

/** A browser for one test file, without a guard in front. */
export function launchTestBrowser(args: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: testChromiumPath(),
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      ...args,
    ],
    // As in the runner: without a UTF-8 locale Chromium gives up names with accents.
    env: { ...process.env, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' },
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}
