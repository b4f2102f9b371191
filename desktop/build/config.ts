/** Path of the Chromium for component tests: SRI_TEST_CHROMIUM, else where Debian puts its headless one. */
export function testChromium(): string {
  return process.env['SRI_TEST_CHROMIUM'] ?? '/usr/bin/chromium-headless-shell';
}
