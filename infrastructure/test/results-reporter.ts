import { join, relative } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';
import { keepTestResults } from '../requirements/test-results.ts';
import type { TestState } from '../requirements/test-names.ts';

const root = join(import.meta.dirname, '..', '..');

/** Keeps how each test went, for `npm run requirements`. A run that is narrowed by name (`-t`) is not kept: it skips most tests. */
export default class ResultsReporter implements Reporter {
  onTestModuleEnd(module: TestModule): void {
    if (module.project.config.testNamePattern !== undefined) return;
    const file = relative(root, module.moduleId);
    const tests = [...module.children.allTests()].map((test) => {
      const { state } = test.result();
      const known: TestState = state === 'pending' ? 'not run' : state;
      return { file, name: test.fullName, state: known };
    });
    const broken =
      module.errors().length > 0 ? [{ file, name: `${file} does not load`, state: 'failed' as const }] : [];
    keepTestResults(root, file, [...tests, ...broken]);
  }
}
