import type { Artifact } from '@sri/shared/protocol/api/jobs.ts';
import type { StepRow } from '../step-rows.ts';

/** Pictures of one step, as far as the robot took them. */
export interface StepPictures {
  /** The page as the step found it. */
  before?: Artifact;
  /** The page as the step left it, or as it was when it failed. */
  after?: Artifact;
  /** What a step took that is there to take pictures. */
  own?: Artifact;
}

/** A picture on the film strip, with the step that it belongs to. */
export interface FilmFrame {
  row: StepRow;
  /** The step's number in the timeline, from 1. */
  number: number;
  picture: Artifact;
}

export type PicturesOf = (row: StepRow) => StepPictures;

const OWN = /^screenshot-\d+\.png/;

/** The number of the step at the top level that a path stands in. */
function topOf(path: string): number {
  return Number.parseInt(path, 10);
}

const isTop = ({ path }: StepRow): boolean => /^\d+$/.test(path);

/**
 * Finds the pictures of a step. The robot keeps one after each step at the top level: the one before is the one after the
 * step before it, and a failure inside a loop or branch has the one of the top level's step.
 */
export function picturesOf(rows: readonly StepRow[], files: readonly Artifact[]): PicturesOf {
  const byName = new Map(files.map((file) => [file.name, file]));
  const skipped = new Set(rows.filter(({ mark }) => mark === 'skipped').map(({ path }) => path));
  const after = (number: number): Artifact | undefined => byName.get(`steps/${number}-after.jpg`);
  const before = (number: number): Artifact | undefined => {
    let last = number - 1;
    while (skipped.has(String(last))) last -= 1;
    return after(last);
  };
  return (row) => {
    const top = topOf(row.path);
    const found: StepPictures = {};
    const [name = ''] = OWN.exec(row.message ?? '') ?? [];
    const own = byName.get(name);
    if (own !== undefined) found.own = own;
    const left = isTop(row) || row.mark === 'failure' ? after(top) : undefined;
    if (left !== undefined) found.after = left;
    const met = isTop(row) ? before(top) : undefined;
    if (met !== undefined) found.before = met;
    return found;
  };
}

/** The pictures in the order in which they were taken; one that two steps share stands once, at the inner one. */
export function filmFrames(rows: readonly StepRow[], pictures: PicturesOf): FilmFrame[] {
  const frames = new Map<string, FilmFrame>();
  for (const [index, row] of rows.entries()) {
    const { after, own } = pictures(row);
    const picture = after ?? own;
    if (picture === undefined) continue;
    frames.delete(picture.name);
    frames.set(picture.name, { row, number: index + 1, picture });
  }
  return [...frames.values()];
}

/** The step whose failure ended an execution: the innermost of the last one that failed. */
export function failedRow(rows: readonly StepRow[]): StepRow | undefined {
  return rows.findLast(({ mark }) => mark === 'failure');
}

/** When a step had the page, ms since the epoch: until the next one that is not part of it began. */
export function spanOf(rows: readonly StepRow[], { path, startedAt }: StepRow): { from: number; to: number } {
  const at = rows.findIndex((row) => row.path === path);
  const inner = (other: string): boolean => other.startsWith(`${path}.`) || other.startsWith(`${path}[`);
  const next = rows.slice(at + 1).find((row) => !inner(row.path));
  return { from: startedAt, to: next?.startedAt ?? Number.POSITIVE_INFINITY };
}
