import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NamedTest } from './test-names.ts';

/** One file of results per test file, so that a run of some of them leaves what is known of the others. */
function folderOf(root: string): string {
  return join(root, '.tools', 'test-results');
}

/** Keeps how the tests of one file went. */
export function keepTestResults(root: string, file: string, tests: readonly NamedTest[]): void {
  const folder = folderOf(root);
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${file.replaceAll('/', '+')}.json`);
  writeFileSync(`${path}.${process.pid}`, JSON.stringify(tests));
  renameSync(`${path}.${process.pid}`, path);
}

/** How all tests went when they ran last; of files that never ran, nothing. */
export function readTestResults(root: string): NamedTest[] {
  let names: string[];
  try {
    names = readdirSync(folderOf(root));
  } catch {
    return [];
  }
  return names
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => JSON.parse(readFileSync(join(folderOf(root), name), 'utf8')) as NamedTest[]);
}
