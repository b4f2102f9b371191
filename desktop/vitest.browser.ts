import { existsSync } from 'node:fs';
import { playwright } from '@vitest/browser-playwright';
import type { TestProjectInlineConfiguration } from 'vitest/config';
import { rendererPlugins } from './build/renderer-plugins.ts';
import { testChromium } from './build/config.ts';

/** Chromium as it may run anywhere: as root without its sandbox, and without calling anybody by itself. */
const ARGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

function launchOptions() {
  const path = testChromium();
  return { args: ARGS, ...(existsSync(path) ? { executablePath: path } : {}) };
}

/** Parts and screens in a real Chromium: `*.browser.test.tsx`. For the projects of the root's vitest.config.ts. */
export const browserProject: TestProjectInlineConfiguration = {
  plugins: rendererPlugins(),
  define: { __GALLERY__: 'true' },
  test: {
    name: 'browser',
    include: ['desktop/renderer/**/*.browser.test.tsx'],
    testTimeout: 60_000,
    setupFiles: ['desktop/renderer/test/browser-setup.ts'],
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({ launchOptions: launchOptions() }),
      instances: [{ browser: 'chromium', viewport: { width: 1440, height: 900 } }],
    },
  },
};
