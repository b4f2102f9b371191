import type { Artifact, JobStep } from '@sri/shared/protocol/api/jobs.ts';
import { expect, test } from 'vitest';
import { stepRows, type StepRow } from '../step-rows.ts';
import { failedRow, filmFrames, picturesOf, spanOf } from './step-pictures.ts';

function step(path: string, at: number, change: Partial<JobStep> = {}): JobStep {
  return {
    stepId: path,
    path,
    type: 'click',
    name: null,
    status: 'passed',
    startedAt: new Date(at).toISOString(),
    durationMs: 10,
    message: null,
    error: null,
    ...change,
  };
}
const file = (name: string): Artifact => ({ name, bytes: 1, contentType: 'image/jpeg', sha256: null, url: name });
const rows = stepRows(
  [
    step('1', 100),
    step('2', 200, { status: 'skipped' }),
    step('3', 300, { type: 'screenshot', message: 'screenshot-0.png; la página es larga' }),
    step('4', 400, { type: 'forEach', status: 'failed' }),
    step('4[1].1', 410),
    step('4[2].1', 420, { status: 'failed' }),
  ],
  new Map(),
);
const files = ['steps/1-after.jpg', 'steps/3-after.jpg', 'steps/4-after.jpg', 'screenshot-0.png'].map(file);
const row = (path: string): StepRow => {
  const found = rows.find((one) => one.path === path);
  if (found === undefined) throw new Error(path);
  return found;
};
const names = (path: string): object => {
  const pictures = Object.entries(picturesOf(rows, files)(row(path))) as [string, Artifact][];
  return Object.fromEntries(pictures.map(([which, { name }]) => [which, name]));
};

test('before a step is what the one before it left, also past one that was left out', () => {
  expect(names('1')).toEqual({ after: 'steps/1-after.jpg' });
  expect(names('3')).toEqual({ before: 'steps/1-after.jpg', after: 'steps/3-after.jpg', own: 'screenshot-0.png' });
});

test('a failure inside a loop has the picture of the loop, what went well inside has none', () => {
  expect(names('4[2].1')).toEqual({ after: 'steps/4-after.jpg' });
  expect(names('4[1].1')).toEqual({});
});

test('the film shows each picture once, in order', () => {
  const frames = filmFrames(rows, picturesOf(rows, files));
  expect(frames.map((frame) => [frame.number, frame.row.path, frame.picture.name])).toEqual([
    [1, '1', 'steps/1-after.jpg'],
    [3, '3', 'steps/3-after.jpg'],
    [6, '4[2].1', 'steps/4-after.jpg'],
  ]);
});

test('what ended it is the innermost step that failed last', () => {
  expect(failedRow(rows)?.path).toBe('4[2].1');
  expect(failedRow(rows.slice(0, 3))).toBeUndefined();
});

test('a step has the page until the next one that is not inside it', () => {
  expect(spanOf(rows, row('1'))).toEqual({ from: 100, to: 200 });
  expect(spanOf(rows, row('4'))).toEqual({ from: 400, to: Number.POSITIVE_INFINITY });
  expect(spanOf(rows, row('4[1].1'))).toEqual({ from: 410, to: 420 });
});
