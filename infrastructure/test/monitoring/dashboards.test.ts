import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { jobEvents } from '@sri/shared/protocol/api/jobs.ts';
import { exportedMetrics } from './exported-series.ts';

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
const metrics = await exportedMetrics();

/** The series that a scrape brings. */
const series = new Set(metrics.flatMap((metric) => metric.series));

test('there are three dashboards, and none has two panels of one number', () => {
  expect(new Set(boards.map(({ uid }) => uid)).size).toBe(3);
  for (const { panels } of boards) expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
});

test('every query of a dashboard asks for series that somebody exports', () => {
  const queries = boards.flatMap(({ panels }) => panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)));
  expect(queries.length).toBeGreaterThan(30);
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

test('the routes that the times leave out are those of the streams', () => {
  const left = [...JSON.stringify(boards).matchAll(/route!~\\+"(.*?)\\+"/g)].map(([, pattern = '']) => pattern);
  expect(left.length).toBeGreaterThan(0);
  for (const pattern of left) expect(jobEvents.path).toMatch(new RegExp(`^(?:${pattern})$`));
});
