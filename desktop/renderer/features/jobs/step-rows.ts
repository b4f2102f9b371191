import type { StepReport } from '@sri/shared/model/job.ts';
import type { JobStep } from '@sri/shared/protocol/api/jobs.ts';
import type { MarkKind } from '../../ui/state-mark.tsx';

/** One row of the timeline. */
export interface StepRow {
  path: string;
  type: string;
  name: string | null;
  mark: MarkKind;
  depth: number;
  /** Round of the loop that it stands in; null outside of loops. */
  round: number | null;
  durationMs: number | null;
  startedAt: number;
  message: string | null;
  error: { code: string; message: string; hint: string } | null;
}

const MARKS: Record<string, MarkKind> = {
  running: 'running',
  passed: 'success',
  failed: 'failure',
  skipped: 'skipped',
};

/** A step that was cut short because somebody stopped the execution did not fail. */
function markOf(status: string, code: string | undefined): MarkKind {
  return code === 'cancelled' ? 'stopped' : (MARKS[status] ?? 'waiting');
}

/** The lists of steps inside a step, in the order in which they run. */
const LISTS = ['then', 'else', 'steps', 'catch', 'finally'];

/** A path for sorting in reading order: `3[2].1` -> 3, 2, 1; of `4.catch.1` the list's place stands for its name. */
function numbersOf(path: string): number[] {
  return (path.match(/\d+|[a-z]+/g) ?? []).map((part) => (/\d/.test(part) ? Number(part) : LISTS.indexOf(part)));
}

export function comparePaths(a: string, b: string): number {
  const left = numbersOf(a);
  const right = numbersOf(b);
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const difference = (left[at] ?? -1) - (right[at] ?? -1);
    if (difference !== 0) return difference;
  }
  return a < b ? -1 : a > b ? 1 : 0;
}

function roundOf(path: string): number | null {
  const rounds = [...path.matchAll(/\[(\d+)\]/g)];
  const last = rounds.at(-1)?.[1];
  return last === undefined ? null : Number(last);
}

function fromRecord({ path, type, name, status, startedAt, durationMs, message, error }: JobStep): StepRow {
  return {
    path,
    type,
    name,
    mark: markOf(status, error?.code),
    depth: path.split('.').length - 1,
    round: roundOf(path),
    durationMs,
    startedAt: Date.parse(startedAt),
    message,
    error,
  };
}

function fromReport({ path, type, name, status, startedAt, durationMs, message, error }: StepReport): StepRow {
  return {
    path,
    type,
    name: name ?? null,
    mark: markOf(status, error?.code),
    depth: path.split('.').length - 1,
    round: roundOf(path),
    durationMs: durationMs ?? null,
    startedAt,
    message: message ?? null,
    error: error ?? null,
  };
}

/** Recorded and streamed steps as one timeline in reading order; of one step the streamed report counts. */
export function stepRows(recorded: readonly JobStep[], streamed: ReadonlyMap<string, StepReport>): StepRow[] {
  const rows = new Map(recorded.map((step) => [step.path, fromRecord(step)]));
  for (const [path, report] of streamed) rows.set(path, fromReport(report));
  return [...rows.values()].toSorted((a, b) => comparePaths(a.path, b.path));
}
