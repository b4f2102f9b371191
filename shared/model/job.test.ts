import { expect, test } from 'vitest';
import { FINAL_STATUSES, isFinal, jobStatusSchema, JOB_MOVES, mayMove } from './job.ts';

test('final statuses lead nowhere, all others somewhere', () => {
  for (const status of jobStatusSchema.options) expect(JOB_MOVES[status].length === 0).toBe(isFinal(status));
  expect(FINAL_STATUSES).toEqual(['completed', 'failed', 'cancelled']);
});

test("holds the protocol's table", () => {
  expect(mayMove('queued', 'running')).toBe(true);
  expect(mayMove('queued', 'completed')).toBe(false);
  expect(mayMove('running', 'queued')).toBe(true);
  expect(mayMove('needs_login', 'queued')).toBe(true);
  expect(mayMove('needs_person', 'running')).toBe(true);
  expect(mayMove('completed', 'running')).toBe(false);
});
