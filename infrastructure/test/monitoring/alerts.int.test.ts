import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findPromtool } from '../promtool.ts';
import { exportedMetrics } from './exported-series.ts';

const folder = join(import.meta.dirname, '..', '..', 'monitoring');
const promtool = findPromtool();

function run(...args: string[]): { code: number | null; out: string } {
  const { status, stdout, stderr } = spawnSync(promtool ?? '', args, { cwd: folder, encoding: 'utf8' });
  return { code: status, out: stdout + stderr };
}

test('every metric that an alert looks at is one that somebody exports', async () => {
  const known = (await exportedMetrics()).flatMap(({ series }) => series);
  const rules = readFileSync(join(folder, 'alerts.yml'), 'utf8');
  const named = new Set(rules.match(/\bsri_[a-z_]+/g));
  expect(named.size).toBeGreaterThan(6);
  for (const name of named) expect(known).toContain(name);
});

test.skipIf(promtool === undefined)(
  'R27 the alert of a queue that waits fires after the workers stopped, and of no other (skipped where there is no promtool)',
  () => {
    const checked = run('check', 'rules', 'alerts.yml');
    expect(checked).toMatchObject({ code: 0 });
    const tested = run('test', 'rules', 'alerts.test.yml');
    expect(tested).toMatchObject({ code: 0 });
  },
);
