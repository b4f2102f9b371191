import { writeFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

export interface Totals {
  passed: number;
  failed: number;
  skipped: number;
  /** Tests that failed at first and passed when they were run again: each is worth a look. */
  second: string[];
}

/** Writes the totals of a run as JSON into the file that SRI_TEST_TOTALS names. A file that cannot be loaded, and an error outside of any test, count as failures. */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const totals: Totals = { passed: 0, failed: unhandled.length, skipped: 0, second: [] };
    for (const module of modules) {
      const tests = [...module.children.allTests()];
      for (const test of tests) {
        const { state } = test.result();
        if (test.diagnostic()?.flaky === true) totals.second.push(`${module.relativeModuleId}: ${test.fullName}`);
        if (state === 'passed') totals.passed += 1;
        else if (state === 'skipped') totals.skipped += 1;
        else totals.failed += 1;
      }
      const suitesFailed = [...module.children.allSuites()].some((suite) => suite.errors().length > 0);
      if (module.errors().length > 0 || suitesFailed) totals.failed += 1;
    }
    const file = process.env['SRI_TEST_TOTALS'];
    if (file !== undefined) writeFileSync(file, JSON.stringify(totals));
  }
}
