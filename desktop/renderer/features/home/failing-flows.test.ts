import type { JobStatus } from '@sri/shared/model/job.ts';
import { expect, test } from 'vitest';
import { ago, sampleId } from '../../samples/sample-data.ts';
import { sampleFlows } from '../../samples/sample-flows.ts';
import { failingFlows } from './failing-flows.ts';

const now = Date.now();
const HOUR = 3600_000;
const [flow] = sampleFlows(now);
if (flow === undefined) throw new Error('no sample flow');

const ran = (name: string, ...results: [JobStatus, number][]) => ({
  ...flow,
  name,
  results: results.map(([status, hours]) => ({ jobId: sampleId(1), status, createdAt: ago(hours * HOUR, now) })),
});

test('most failures first, then by name; what never failed is not there', () => {
  const flows = [
    ran('Cupos', ['failed', 3], ['completed', 2]),
    ran('Saldos', ['completed', 2]),
    ran('Contratos', ['failed', 5], ['failed', 4]),
    ran('Cartas', ['failed', 1]),
  ];
  const found = failingFlows(flows, now).map(({ flow: { name }, failed }) => [name, failed]);
  expect(found).toEqual([
    ['Contratos', 2],
    ['Cartas', 1],
    ['Cupos', 1],
  ]);
});

test('what is older than a week, was stopped or waits for a person does not count', () => {
  const flows = [ran('Cupos', ['failed', 8 * 24], ['needs_login', 2], ['cancelled', 2], ['needs_review', 1])];
  expect(failingFlows(flows, now)).toEqual([]);
});

test('five at most', () => {
  const flows = Array.from({ length: 8 }, (_, index) => ran(`Flujo ${index}`, ['failed', 1]));
  expect(failingFlows(flows, now)).toHaveLength(5);
});
