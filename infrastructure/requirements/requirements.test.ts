import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { coverageOf, missing, tableOf } from './coverage.ts';
import { REQUIREMENTS } from './requirement-list.ts';
import { keepTestResults, readTestResults } from './test-results.ts';
import { namesIn, numbersIn, type NamedTest } from './test-names.ts';

const named = (name: string, state: NamedTest['state'], file = 'a.test.ts'): NamedTest => ({ file, name, state });

test('there are 58, and six belong to others', () => {
  expect(REQUIREMENTS.map(({ number }) => number)).toEqual(Array.from({ length: 58 }, (_, index) => index + 1));
  const others = REQUIREMENTS.filter(({ owner }) => owner !== 'system').map(({ number }) => number);
  expect(others).toEqual([52, 53, 54, 55, 57, 58]);
});

test('numbers are read from names, however they are written', () => {
  expect(numbersIn('the queue > R5, R8, R21: I1-I7')).toEqual([5, 8, 21]);
  expect(numbersIn('cancelled (R21, R22) and R21')).toEqual([21, 22]);
  expect(numbersIn('RFC 8785, PR12, R0, R59, R123')).toEqual([]);
});

test('names are found in the text of a test file', () => {
  const text = `describe("group", () => { it.each([1, 2])('one $x', () => {});\n test(\`two, three\`, async () => {}) })`;
  expect(namesIn(text)).toEqual(['group', 'one $x', 'two, three']);
});

test('one that fails is not covered by others that pass; one without tests is missing', () => {
  const tests = [1, 2, 3].flatMap((number) => [named(`R${number} x`, 'passed'), named(`R${number} y`, 'skipped')]);
  const coverage = coverageOf(REQUIREMENTS, [...tests, named('R2 z', 'failed', 'b.test.ts')]);
  expect(coverage[0]).toMatchObject({ state: 'passed', tests: 2, files: ['a.test.ts'] });
  expect(coverage[1]).toMatchObject({ state: 'failed', tests: 3, files: ['a.test.ts', 'b.test.ts'] });
  expect(coverage[3]).toMatchObject({ state: 'no test', tests: 0 });
  const lacking = missing(coverage).map(({ number }) => number);
  expect(lacking).toContain(2);
  expect(lacking).not.toContain(3);
  expect(lacking).not.toContain(55);
  expect(tableOf(coverage)[1]).toMatch(/^R2 .* failed +3 {2}a\.test\.ts$/);
});

test('results of one file replace those it had, and leave the others', () => {
  const root = mkdtempSync(join(tmpdir(), 'sri-results-'));
  try {
    expect(readTestResults(root)).toEqual([]);
    keepTestResults(root, 'a/b.test.ts', [named('one', 'passed', 'a/b.test.ts')]);
    keepTestResults(root, 'c.test.ts', [named('two', 'failed', 'c.test.ts')]);
    keepTestResults(root, 'c.test.ts', [named('two', 'passed', 'c.test.ts')]);
    expect(readTestResults(root).toSorted((x, y) => x.file.localeCompare(y.file))).toEqual([
      named('one', 'passed', 'a/b.test.ts'),
      named('two', 'passed', 'c.test.ts'),
    ]);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
