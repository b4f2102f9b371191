import { defineConfig } from 'vitest/config';

type Browser = typeof import('./desktop/vitest.browser.ts');
// Loaded from its own place, where the desktop part's packages are found: bundled into this file they would be looked
// for in the root.
const { browserProject } = (await import(new URL('./desktop/vitest.browser.ts', import.meta.url).href)) as Browser;

/** Parts that run for real on a machine that others use too now and then miss each other: see run-tests.ts. */
const retry = Number(process.env['SRI_TEST_RETRIES'] ?? 0);

const ignored = [
  'sri-control-plane/**',
  'sri-execution-plane/**',
  '**/node_modules/**',
  '**/.tools/**',
  '**/.sri/**',
  '**/out/**',
];

/**
 * Kinds of tests: pure ones; parts in a browser and ones that need services; whole installations; the desktop app. Kinds
 * of one group run side by side, by the alphabet; of the installations the chaos run begins first: it takes longest.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.ts'],
          exclude: [
            ...ignored,
            '**/*.int.test.ts',
            '**/*.e2e.test.ts',
            '**/*.desktop.test.ts',
            '**/*.recorder.test.ts',
            '**/*.docker.test.ts',
          ],
          // Property tests on a busy machine take their time.
          testTimeout: 120_000,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      { ...browserProject, test: { ...browserProject.test, retry, maxWorkers: 2, sequence: { groupOrder: 1 } } },
      {
        test: {
          name: 'integration',
          retry,
          include: ['**/*.int.test.ts'],
          exclude: ignored,
          globalSetup: ['infrastructure/test/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        // The queue's own tests once more, on a Redis Cluster of three nodes. Left out is what one server is needed for: its
        // memory full, its process killed.
        test: {
          name: 'cluster',
          retry,
          include: ['accounts', 'cancel', 'claim', 'enqueue', 'fairness', 'finish', 'lease', 'status'].map(
            (subject) => `shared/queue/${subject}.int.test.ts`,
          ),
          env: { SRI_TEST_REDIS_CLUSTER: 'yes' },
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'recorder',
          retry,
          include: ['desktop/recorder/**/*.recorder.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
          maxConcurrency: 3,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'desktop',
          retry,
          include: ['desktop/test/desktop/*.desktop.test.ts'],
          globalSetup: ['desktop/test/desktop/kit/global-setup.ts'],
          setupFiles: ['desktop/test/desktop/kit/take-display.ts'],
          testTimeout: 120_000,
          hookTimeout: 300_000,
          maxWorkers: 2,
          sequence: { groupOrder: 3 },
        },
      },
      {
        test: {
          name: 'e2e',
          retry,
          include: ['**/*.e2e.test.ts'],
          exclude: [...ignored, 'infrastructure/chaos/**'],
          testTimeout: 240_000,
          hookTimeout: 300_000,
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'docker',
          include: ['infrastructure/test/docker/*.docker.test.ts'],
          globalSetup: ['infrastructure/test/docker/global-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 900_000,
          maxWorkers: 1,
          sequence: { groupOrder: 4 },
        },
      },
      {
        test: {
          name: 'chaos',
          retry,
          include: ['infrastructure/chaos/*.e2e.test.ts'],
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
