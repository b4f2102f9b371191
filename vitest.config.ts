import { defineConfig } from 'vitest/config';

type Browser = typeof import('./desktop/vitest.browser.ts');
// Loaded from its own place, where the desktop part's packages are found: bundled into this file they would be looked
// for in the root.
const { browserProject } = (await import(new URL('./desktop/vitest.browser.ts', import.meta.url).href)) as Browser;

const ignored = [
  'sri-control-plane/**',
  'sri-execution-plane/**',
  '**/node_modules/**',
  '**/.tools/**',
  '**/.sri/**',
  '**/out/**',
];

/** Four kinds of tests, one after the other: pure ones, parts in a browser, ones that need services, installations. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.ts'],
          exclude: [...ignored, '**/*.int.test.ts', '**/*.e2e.test.ts', '**/*.desktop.test.ts'],
          // Property tests on a busy machine take their time.
          testTimeout: 120_000,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      { ...browserProject, test: { ...browserProject.test, sequence: { groupOrder: 1 } } },
      {
        test: {
          name: 'integration',
          include: ['**/*.int.test.ts'],
          exclude: ignored,
          globalSetup: ['infrastructure/test/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'desktop',
          include: ['desktop/test/desktop/*.desktop.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 300_000,
          maxWorkers: 1,
          fileParallelism: false,
          sequence: { groupOrder: 4 },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['**/*.e2e.test.ts'],
          exclude: ignored,
          testTimeout: 240_000,
          hookTimeout: 300_000,
          maxWorkers: 1,
          fileParallelism: false,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
