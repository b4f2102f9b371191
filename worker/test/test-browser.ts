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
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}
