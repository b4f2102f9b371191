import { AppError } from '@sri/shared/errors.ts';
import type { Draft } from '@sri/shared/protocol/api/flow-drafts.ts';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { FlowDocument } from '../document/flow-document.ts';
import type { KeptDraft, KeptDrafts } from './kept-drafts.ts';
import { sameDocument } from './same-document.ts';

/*
 * saved ──change──> pending ──2 s without another──> saving ──> saved, or pending where something changed meanwhile
 * saving ──somebody else saved (412)──> conflict ──person chooses──> saving, or saved with theirs
 * saving ──server away──> kept (on this computer) ──server back, or another change──> saving
 * saving ──refused──> failed ──another change, or a person──> saving
 */
export type SaveState =
  | { kind: 'saved'; at: number | null }
  | { kind: 'pending' | 'saving' | 'kept' }
  | { kind: 'failed'; error: unknown }
  /** `kept`: mine is from an earlier time, not from what is being typed now. */
  | { kind: 'conflict'; theirs: Draft; kept: boolean };

export interface DraftSaver {
  state: StoreApi<SaveState>;
  /** Something changed: it is saved when nothing does for a while. */
  changed: () => void;
  /** Saves at once what is not saved yet; whether everything is saved then. */
  saveNow: () => Promise<boolean>;
  /** Mine over theirs, which the server forgets. */
  replaceTheirs: () => Promise<boolean>;
  /** Theirs is taken: what is shown now is this revision. */
  adopt: (draft: Draft) => void;
  /** Begins with what an earlier time left on this computer: saved next, or a conflict where the server went on. */
  start: () => void;
  /** What is not saved goes to this computer's store at once, as when the window closes. */
  keep: () => void;
  /** Told when there is a connection again. */
  online: () => void;
  stop: () => void;
}

export interface DraftSaverOptions {
  flowId: string;
  /** What the server has, at the time of opening. */
  base: Draft;
  /** What an earlier time left on this computer: it is what is edited now. */
  found?: KeptDraft | null;
  /** What is being edited now. */
  current: () => FlowDocument;
  put: (document: FlowDocument, revision: number) => Promise<Draft>;
  read: () => Promise<Draft>;
  kept: KeptDrafts;
  /** In ms. */
  delay?: number;
  now?: () => number;
}

const DELAY_MS = 2000;

/** Saves a draft by itself, and never loses it: what the server does not take is kept on this computer. */
export function createDraftSaver(options: DraftSaverOptions): DraftSaver {
  const { flowId, current, put, read, kept, delay = DELAY_MS, now = Date.now } = options;
  const state = createStore<SaveState>(() => ({
    kind: 'saved',
    at: options.base.updatedAt === null ? null : Date.parse(options.base.updatedAt),
  }));
  let revision = options.base.revision;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let saving: Promise<boolean> | null = null;
  /** The document that the server has, as far as is known; null: none that was sent from here. */
  let saved: FlowDocument | null = null;
  /** Sent last: where the answer was lost the server may have it under a revision that is not known here. */
  let sent: FlowDocument | null = null;

  const set = (next: SaveState): void => state.setState(next, true);
  const keep = (): void => {
    const { kind } = state.getState();
    if (kind !== 'saved') kept.write(flowId, { revision, at: now(), document: { ...current() } });
  };

  function tookOver(draft: Draft, document: FlowDocument): void {
    revision = draft.revision;
    saved = document;
    if (current() === document) {
      kept.remove(flowId);
      set({ kind: 'saved', at: now() });
    } else {
      set({ kind: 'pending' });
      schedule();
    }
  }

  async function conflict(document: FlowDocument): Promise<boolean> {
    const theirs = await read();
    // The answer to an earlier call was lost on the way: what the server has is ours.
    if ([sent, document].some((ours) => ours !== null && sameDocument(ours, theirs.document))) {
      tookOver(theirs, document);
      if (sameDocument(document, theirs.document)) return true;
      revision = theirs.revision;
      return send();
    }
    keep();
    set({ kind: 'conflict', theirs, kept: false });
    return false;
  }

  async function failed(error: unknown): Promise<false> {
    const isAway = error instanceof AppError && error.retryable;
    set(isAway ? { kind: 'kept' } : { kind: 'failed', error });
    keep();
    return false;
  }

  async function send(): Promise<boolean> {
    const document = current();
    set({ kind: 'saving' });
    try {
      const draft = await put(document, revision);
      sent = document;
      tookOver(draft, document);
      return current() === document;
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'precondition_failed') {
        sent = document;
        return failed(error);
      }
      return conflict(document).catch(failed);
    }
  }

  function saveNow(): Promise<boolean> {
    clearTimeout(timer);
    const { kind } = state.getState();
    if (kind === 'conflict') return Promise.resolve(false);
    if (saving !== null) return saving.then((isSaved) => isSaved || saveNow());
    if (kind === 'saved' && (saved === null || saved === current())) return Promise.resolve(true);
    saving = send().finally(() => (saving = null));
    return saving;
  }

  function schedule(): void {
    clearTimeout(timer);
    timer = setTimeout(() => void saveNow(), delay);
  }

  return {
    state,
    keep,
    saveNow,
    start: () => {
      const { base, found = null } = options;
      if (found === null || saved !== null || state.getState().kind !== 'saved') return;
      if (sameDocument(current(), base.document)) {
        kept.remove(flowId);
      } else if (found.revision === base.revision) {
        set({ kind: 'pending' });
        schedule();
      } else set({ kind: 'conflict', theirs: base, kept: true });
    },
    changed: () => {
      if (state.getState().kind === 'conflict') return;
      if (saving === null) set({ kind: 'pending' });
      schedule();
    },
    replaceTheirs: () => {
      const conflicting = state.getState();
      if (conflicting.kind !== 'conflict') return Promise.resolve(false);
      revision = conflicting.theirs.revision;
      set({ kind: 'pending' });
      return saveNow();
    },
    adopt: (draft) => {
      clearTimeout(timer);
      revision = draft.revision;
      saved = current();
      kept.remove(flowId);
      set({ kind: 'saved', at: draft.updatedAt === null ? null : Date.parse(draft.updatedAt) });
    },
    online: () => {
      if (state.getState().kind === 'kept') void saveNow();
    },
    stop: () => {
      keep();
      void saveNow();
      clearTimeout(timer);
    },
  };
}
