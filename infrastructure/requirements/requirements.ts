// `npm run requirements`: each requirement with the tests that carry its number and how they went last. Ends with 1 where
// one that belongs here has no passing test.
import { join } from 'node:path';
import { coverageOf, missing, tableOf } from './coverage.ts';
import { REQUIREMENTS } from './requirement-list.ts';
import { readTestResults } from './test-results.ts';
import { scanFiles, testFiles } from './test-names.ts';

const root = join(import.meta.dirname, '..', '..');
const files = testFiles(root);
const results = readTestResults(root).filter(({ file }) => files.includes(file));
const known = new Set(results.map(({ file }) => file));
const scanned = scanFiles(
  root,
  files.filter((file) => !known.has(file)),
);
const coverage = coverageOf(REQUIREMENTS, [...results, ...scanned]);
for (const line of tableOf(coverage)) console.log(line);

const lacking = missing(coverage);
const passed = coverage.filter(({ state }) => state === 'passed').length;
console.log(
  `\n${passed} of ${coverage.length} have tests that pass; ${known.size} of ${files.length} test files have results`,
);
if (known.size < files.length) console.log('`npm test` runs the others.');
if (lacking.length > 0)
  console.log(`Lacking: ${lacking.map(({ number, state }) => `R${number} (${state})`).join(', ')}`);
process.exit(lacking.length > 0 ? 1 : 0);
