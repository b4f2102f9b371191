import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type TestState = 'passed' | 'failed' | 'skipped' | 'not run';

/** A test, with the names of the groups that it stands in. */
export interface NamedTest {
  file: string;
  name: string;
  state: TestState;
}

const NUMBER = /\bR([1-9]|[1-4]\d|5[0-8])\b/g;
const NAMED = /\b(?:describe|it|test)(?:\.\w+)*\s*(?:\([^'"`\n]*\)\s*)?\(\s*(['"`])(.+?)\1\s*,/g;

/** Numbers of the requirements that a name speaks of: `R5, R8: ...` gives 5 and 8. */
export function numbersIn(name: string): number[] {
  return [...new Set([...name.matchAll(NUMBER)].map((match) => Number(match[1])))];
}

/** Names of groups and tests in a test file's text; names that are computed are not found. */
export function namesIn(text: string): string[] {
  return [...text.matchAll(NAMED)].map((match) => match[2] ?? '');
}

/** The test files that git knows or would take in. */
export function testFiles(root: string): string[] {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' });
  return [...new Set(listed.split('\n'))].filter((file) => /\.test\.tsx?$/.test(file) && existsSync(join(root, file)));
}

/** What the files say they test, of files that have no results: whether it passes is not known. */
export function scanFiles(root: string, files: readonly string[]): NamedTest[] {
  return files.flatMap((file) =>
    namesIn(readFileSync(join(root, file), 'utf8')).map((name): NamedTest => ({ file, name, state: 'not run' })),
  );
}
