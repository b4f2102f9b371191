import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { activeOrganisations, ASKED, capacity, capacityTable } from './capacity.ts';

const { load, plant } = ASKED;
const note = readFileSync(join(import.meta.dirname, 'capacity.md'), 'utf8');
/** A table without its padding. */
const bare = (text: string): string => text.replaceAll(/ *\| */g, '|').replaceAll(/-{3,}/g, '---');
const share = (part: string, uses = capacity(load, plant)): number => {
  const use = uses.find((one) => one.part.startsWith(part));
  return (use?.wanted ?? 0) / (use?.limit ?? 1);
};

test('at 10,000 organisations, 1,000 workers and 100 executions a second Redis is the first limit, and nothing else is one', () => {
  const [first, ...others] = capacity(load, plant);
  expect(first?.part).toMatch(/^Redis/);
  expect((first?.wanted ?? 0) / (first?.limit ?? 1)).toBeGreaterThan(1);
  for (const { part, wanted, limit } of others) expect([part, wanted < limit]).toEqual([part, true]);
});

test('the note has the table that the model makes', () => {
  expect(bare(note)).toContain(bare(capacityTable(capacity(load, plant))));
});

test('PROMOTE_MS moves it: at two seconds everything fits', () => {
  const moved = capacity(load, { ...plant, promoteMs: 2000 });
  for (const { part, wanted, limit } of moved) expect([part, wanted < limit]).toEqual([part, true]);
  expect(note).toContain('`PROMOTE_MS=2000`');
});

test('what stands still costs nothing, and each thing costs what it touches', () => {
  expect(activeOrganisations({ ...load, jobsPerSecond: 0 })).toBe(0);
  expect(activeOrganisations({ ...load, jobsPerSecond: 1000 })).toBeCloseTo(load.organisations, 0);
  expect(share('workers', capacity({ ...load, jobsPerSecond: 200 }, plant))).toBeCloseTo(2 * share('workers'));
  expect(share('workers', capacity(load, { ...plant, workers: 2000 }))).toBeCloseTo(share('workers') / 2);
  const single = capacity(load, { ...plant, controlPlanes: 1 });
  expect(share('Redis', single)).toBeLessThan(share('Redis'));
  expect(share('control plane', single)).toBeGreaterThan(share('control plane'));
});
