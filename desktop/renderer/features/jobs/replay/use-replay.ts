import type { JobStatus } from '@sri/shared/model/job.ts';
import type { Artifact } from '@sri/shared/protocol/api/jobs.ts';
import { useMemo } from 'react';
import type { Span } from '../log-rows.tsx';
import type { StepRow } from '../step-rows.ts';
import { failedRow, filmFrames, picturesOf, spanOf, type FilmFrame, type StepPictures } from './step-pictures.ts';

export interface ReplayState {
  frames: readonly FilmFrame[];
  /** The step that is looked at; undefined while nobody chose one and none imposes itself. */
  row: StepRow | undefined;
  pictures: StepPictures;
  /** Its time, for the log; null where the step was not chosen by anybody and did not fail. */
  span: Span | null;
}

export interface ReplayOptions {
  rows: readonly StepRow[];
  files: readonly Artifact[] | undefined;
  status: JobStatus;
  /** A robot may still add to it. */
  open: boolean;
  /** Path of the step that a person chose. */
  chosen: string | null;
}

const NONE: readonly Artifact[] = [];

/** Which step is looked at: the one that a person chose; of an execution that ended, the one that failed, else the last picture's. */
export function useReplay({ rows, files = NONE, status, open, chosen }: ReplayOptions): ReplayState {
  const pictures = useMemo(() => picturesOf(rows, files), [rows, files]);
  const frames = useMemo(() => filmFrames(rows, pictures), [rows, pictures]);
  const failed = open || status === 'completed' ? undefined : failedRow(rows);
  const own = rows.find(({ path }) => path === chosen);
  const row = own ?? (open ? undefined : (failed ?? frames.at(-1)?.row));
  const told = own ?? failed;
  const span = useMemo(() => (told === undefined ? null : spanOf(rows, told)), [rows, told]);
  return { frames, row, pictures: row === undefined ? {} : pictures(row), span };
}
