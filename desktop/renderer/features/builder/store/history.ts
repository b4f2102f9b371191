import type { FlowDocument } from '../document/flow-document.ts';

/** What undo brings back. Selection comes along, folding and zoom do not. */
export interface Moment {
  document: FlowDocument;
  selected: string | null;
}

export interface History {
  past: readonly Moment[];
  future: readonly Moment[];
  /** The gesture that the last entry was made by, while it goes on. */
  gesture: { key: string; at: number } | null;
}

export const EMPTY_HISTORY: History = { past: [], future: [], gesture: null };

/** Entries that are kept; documents share what did not change, so that one is small. */
const MOST = 200;
/** A pause in typing after which the next key begins an entry of its own, in ms. */
const PAUSE_MS = 1000;

/**
 * The history with a change in it. `gesture` names what goes on over several changes, as the typing in one field: those
 * are one entry. Null: an entry of its own.
 */
export function remember(history: History, before: Moment, gesture: string | null, at: number): History {
  const goesOn = gesture !== null && history.gesture?.key === gesture && at - history.gesture.at < PAUSE_MS;
  return {
    past: goesOn ? history.past : [...history.past, before].slice(-MOST),
    future: [],
    gesture: gesture === null ? null : { key: gesture, at },
  };
}

/** One step back, or forth: the moment to show, and the history then. Undefined where there is none. */
export function travel(
  history: History,
  now: Moment,
  direction: 'undo' | 'redo',
): { moment: Moment; history: History } | undefined {
  const { past, future } = history;
  const moment = direction === 'undo' ? past.at(-1) : future[0];
  if (moment === undefined) return undefined;
  return direction === 'undo'
    ? { moment, history: { past: past.slice(0, -1), future: [now, ...future], gesture: null } }
    : { moment, history: { past: [...past, now], future: future.slice(1), gesture: null } };
}
