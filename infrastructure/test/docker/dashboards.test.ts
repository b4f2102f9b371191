import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createMetrics } from '../../../server/metrics/metrics.ts';

const folder = join(import.meta.dirname, '..', '..', 'monitoring', 'dashboards');
const boardSchema = z.object({
  uid: z.string(),
  panels: z.array(
    z.object({ id: z.number(), title: z.string().min(1), targets: z.array(z.object({ expr: z.string() })).min(1) }),
  ),
});
const boards = readdirSync(folder).map((name) =>
  boardSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))),
);
const metrics = await createMetrics().registry.getMetricsAsJSON();

/** The series that a scrape brings. */
const series = new Set(
  metrics.flatMap(({ name, type }) =>
    String(type) === 'histogram' ? ['_bucket', '_count', '_sum'].map((end) => `${name}${end}`) : [name],
  ),
);

test('there are three dashboards, and none has two panels of one number', () => {
  expect(new Set(boards.map(({ uid }) => uid)).size).toBe(3);
  for (const { panels } of boards) expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
});

test('every query of a dashboard asks for series that the control plane exports', () => {
  const queries = boards.flatMap(({ panels }) => panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)));
  expect(queries.length).toBeGreaterThan(15);
  for (const query of queries) {
    const named = query.match(/\bsri_[a-z0-9_]+/g) ?? [];
    expect([query, named.length > 0]).toEqual([query, true]);
    expect([query, named.filter((name) => !series.has(name))]).toEqual([query, []]);
  }
});

test('every metric of our own is to be seen on a dashboard', () => {
  const shown = JSON.stringify(boards);
  const own = metrics.map(({ name }) => name).filter((name) => !/^sri_(?:process|nodejs)_/.test(name));
  expect(own.length).toBeGreaterThan(8);
  expect(own.filter((name) => !shown.includes(name))).toEqual([]);
});
