import type { Requirement } from './requirement-list.ts';
import { numbersIn, type NamedTest, type TestState } from './test-names.ts';

export interface Coverage extends Requirement {
  state: TestState | 'no test';
  tests: number;
  files: string[];
}

/** `failed` where one fails, `passed` where one passes and none fails, else what is known of the others. */
function stateOf(tests: readonly NamedTest[]): Coverage['state'] {
  const states = new Set(tests.map(({ state }) => state));
  return (['failed', 'passed', 'skipped', 'not run'] as const).find((state) => states.has(state)) ?? 'no test';
}

/** Each requirement with the tests that carry its number. */
export function coverageOf(requirements: readonly Requirement[], tests: readonly NamedTest[]): Coverage[] {
  const byNumber = new Map<number, NamedTest[]>();
  for (const test of tests) {
    for (const number of numbersIn(test.name)) byNumber.set(number, [...(byNumber.get(number) ?? []), test]);
  }
  return requirements.map((requirement) => {
    const own = byNumber.get(requirement.number) ?? [];
    const files = [...new Set(own.map(({ file }) => file))].toSorted();
    return { ...requirement, state: stateOf(own), tests: own.length, files };
  });
}

/** Those that must have a passing test here and have none. */
export function missing(coverage: readonly Coverage[]): Coverage[] {
  return coverage.filter(({ owner, state }) => (owner === 'system' ? state !== 'passed' : state === 'failed'));
}

/** The table: number, title, state, tests, and the files below one another. */
export function tableOf(coverage: readonly Coverage[]): string[] {
  const width = Math.max(...coverage.map(({ title }) => title.length));
  return coverage.flatMap(({ number, title, owner, state, tests, files }) => {
    const [first = owner === 'system' ? '' : `(${owner})`, ...others] = files;
    const head = `R${number}`.padEnd(4) + title.padEnd(width + 2);
    const row = `${head}${state.padEnd(8)}${String(tests).padStart(4)}  `;
    return [row + first, ...others.map((file) => ' '.repeat(row.length) + file)];
  });
}
