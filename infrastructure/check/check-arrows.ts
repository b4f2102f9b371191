// Who may import whom, types included. The list stands in README.md; dependency-cruiser finds the imports (with swc,
// since TypeScript 7 has no compiler API). Tests may import what they test and the test kits; nothing imports a test.
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { join } from 'node:path';
import { placeOf, readArrows } from './arrows.ts';

const root = join(import.meta.dirname, '..', '..');
const SOURCES = ['shared', 'server', 'worker', 'desktop', 'infrastructure', 'examples'];
const isTest = (file: string): boolean => /(?:^|\/)test\/|\.test\.tsx?$/.test(file);

const arrows = new Map(readArrows(root).map(({ from, to }) => [from, to]));
const places = [...arrows.keys()];

const found = await cruise(SOURCES, {
  baseDir: root,
  parser: 'swc',
  tsPreCompilationDeps: true,
  doNotFollow: { path: 'node_modules' },
  exclude: { path: '(^|/)(node_modules|out|dist|\\.tools|\\.sri)/' },
  ruleSet: { forbidden: [{ name: 'cycle', severity: 'error', from: {}, to: { circular: true } }] },
  validate: true,
});
const result = found.output as ICruiseResult;
const faults: string[] = [];

for (const { source, dependencies } of result.modules) {
  if (!/\.(?:ts|tsx|mjs)$/.test(source)) continue;
  const from = placeOf(source, places);
  if (from === undefined && !isTest(source)) faults.push(`${source}: in no place of README's arrows`);
  for (const { resolved, circular } of dependencies) {
    const target = resolved.replace(/^node_modules\/@sri\//, '');
    if (circular) faults.push(`${source} -> ${target}: a cycle`);
    const to = placeOf(target, places);
    if (isTest(source) || from === undefined) continue;
    if (isTest(target)) faults.push(`${source} -> ${target}: only tests import tests`);
    else if (to !== undefined && to !== from && !arrows.get(from)?.includes(to)) {
      faults.push(`${source} -> ${target}: README has no arrow ${from} -> ${to}`);
    }
  }
}

const edges = result.modules.reduce((sum, { dependencies }) => sum + dependencies.length, 0);
console.log(`${result.modules.length} modules, ${edges} imports, ${places.length} places`);
for (const fault of new Set(faults)) console.log(fault);
process.exit(faults.length > 0 || edges === 0 ? 1 : 0);
