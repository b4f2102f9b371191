import type { Target } from '@sri/shared/model/locator.ts';
import type { After, DialogAnswer } from '@sri/shared/model/step-base.ts';
import type { Strength } from '../messages.ts';

interface Base {
  id: string;
  page?: string;
  after?: After;
  dialog?: DialogAnswer;
  saveAs?: string;
}
interface Column {
  name: string;
  header?: string;
  index?: number;
}

/** The steps that a recording makes, as drafts: a secret is chosen later, and an element that cannot be told apart has no candidates. */
export type DraftStep = Base &
  (
    | { type: 'navigate'; url: string }
    | { type: 'back' | 'reload' | 'closePage' }
    | { type: 'click'; target: Target; button?: 'middle'; count?: number; opens?: string }
    | { type: 'fill'; target: Target; value: string }
    | { type: 'fillSecret'; target: Target; secret: '' }
    | { type: 'press'; key: string; target?: Target }
    | { type: 'choose'; target: Target; value: string | string[] }
    | { type: 'setChecked'; target: Target; checked: boolean }
    | { type: 'upload'; target: Target; files: string }
    | { type: 'drag'; target: Target; to: Target }
    | { type: 'hover'; target: Target }
    | { type: 'waitFor'; target: Target; state?: 'hidden' }
    | { type: 'assert'; target: Target; text: string }
    | { type: 'download'; target?: Target; url?: string }
    | { type: 'dialog'; answer: 'accept' | 'dismiss'; text?: string }
    | { type: 'extract'; fields: { name: string; target: Target }[] }
    | { type: 'extractTable'; target: Target; columns?: Column[]; pagination?: { next: Target; maxPages: number } }
    | { type: 'checkSession' }
  );

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;
/** A step before it has its id. */
export type NewStep = WithoutId<DraftStep>;

/**
 * What a person should look at: `ambiguous` (no way tells the element from others), `secret` (one has to be chosen),
 * `guessed` (a hover that nobody asked for), `input` (better a value of each execution: an e-mail, a tax number), `file`.
 */
export type Flag = 'ambiguous' | 'secret' | 'guessed' | 'input' | 'file' | 'dragged';

export interface RecordedStep {
  step: DraftStep;
  strength?: Strength;
  flags: Flag[];
  /** The first rows of a table, or the text of a field, that were pointed at. */
  sample?: string[][];
}

/** Acts that became no step, and why: their frame had gone before it could be told which one it was, or a secret stood in them. */
export interface Dropped {
  id: string;
  because: 'frame' | 'secret';
}

export interface Recording {
  steps: RecordedStep[];
  dropped: Dropped[];
}
