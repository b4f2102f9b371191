import { expect, test } from 'vitest';
import { jobStatusSchema, type JobStatus } from '@sri/shared/model/job.ts';
import { mergeStatus } from './shown-status.ts';

test.each<[JobStatus, JobStatus | undefined, JobStatus]>([
  ['queued', undefined, 'queued'],
  ['queued', 'running', 'running'],
  ['queued', 'needs_person', 'needs_person'],
  ['queued', 'completed', 'queued'],
  ['running', 'queued', 'running'],
  ['running', 'needs_person', 'needs_person'],
])('recorded %s, shown %s: told is %s', (recorded, shown, told) => {
  expect(mergeStatus(recorded, shown)).toBe(told);
});

test('what ended or waits for somebody is told as it is recorded, whatever the key shows', () => {
  for (const recorded of ['completed', 'failed', 'cancelled', 'needs_login', 'needs_review'] as const) {
    for (const shown of jobStatusSchema.options) expect(mergeStatus(recorded, shown)).toBe(recorded);
  }
});
