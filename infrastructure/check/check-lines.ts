// The line budget: median at most 80, 90th percentile at most 200, no file over 400. Generated files do not count.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const BUDGET = { median: 80, p90: 200, max: 400 };
const COUNTED = /\.(?:ts|tsx|mjs|lua|sql|css)$/;
const GENERATED = new Set(['server/db/schema.sql']);

const root = join(import.meta.dirname, '..', '..');
const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' });
const files = listed
  .split('\n')
  .filter((file) => COUNTED.test(file) && !GENERATED.has(file) && existsSync(join(root, file)))
  .map((file) => ({ file, lines: readFileSync(join(root, file), 'utf8').split('\n').length - 1 }))
  .toSorted((a, b) => a.lines - b.lines);

const at = (share: number): number => files[Math.floor((files.length - 1) * share)]?.lines ?? 0;
const longest = files.filter(({ lines }) => lines > BUDGET.max);
const median = at(0.5);
const p90 = at(0.9);
console.log(`${files.length} files: median ${median}, 90th percentile ${p90}, longest ${files.at(-1)?.lines ?? 0}`);
for (const { file, lines } of longest) console.log(`${file}: ${lines} lines, at most ${BUDGET.max}`);
if (median > BUDGET.median) console.log(`median over ${BUDGET.median}`);
if (p90 > BUDGET.p90) console.log(`90th percentile over ${BUDGET.p90}`);
process.exit(longest.length > 0 || median > BUDGET.median || p90 > BUDGET.p90 ? 1 : 0);
