import { findChromium } from '../browser/find-chromium.ts';

/** The browser that the test run found or installed, else one of this machine. */
export function testChromiumPath(): string {
  return findChromium({ chosen: process.env['SRI_TEST_CHROMIUM'], searchPath: process.env['PATH'] ?? '' });
}
