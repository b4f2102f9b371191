import { createStore, type StoreApi } from 'zustand/vanilla';
import type { StepReport } from '@sri/shared/model/job.ts';
import type { RecordedStep } from '../../../../contract/recording.ts';
import type { DraftStep, FlowDocument } from '../document/flow-document.ts';
import type { Place } from '../document/tree.ts';
import { EMPTY_HISTORY, remember, travel, type History } from './history.ts';

export interface BuilderState {
  document: FlowDocument;
  selected: string | null;
  /** Containers whose inner steps are hidden. */
  folded: ReadonlySet<string>;
  history: History;
  /** What was copied last. */
  copied: DraftStep | null;
  /** Where the next step goes, while a person chooses which. */
  inserting: Place | null;
  /** The step that is being moved with the pointer, where the pointer is in the window, and where it would go. */
  dragged: { id: string; x: number; y: number; over: Place | null } | null;
  /** A field that somebody wants to get to, as from the list of problems. */
  asked: { stepId: string; path: readonly (string | number)[] } | null;
  /** The step after which the next recorded one goes (null: at the end), while a recording is under way. */
  mark: { after: string | null } | null;
  /** How each step did in the last trial, by its id. */
  tried: ReadonlyMap<string, StepReport['status']>;
  /** What recordings noticed at steps, by their id here. */
  recorded: ReadonlyMap<string, RecordedStep>;
}

export interface BuilderStore extends StoreApi<BuilderState> {
  /**
   * Changes the document by one gesture; `select` what is selected then; `joins`: it belongs to the entry before. Nothing
   * happens where nothing changes.
   */
  commit: (document: FlowDocument, options?: { gesture?: string; select?: string | null; joins?: boolean }) => void;
  /** The gesture is over: what comes next is an entry of its own. */
  endGesture: () => void;
  undo: () => void;
  redo: () => void;
  /** Another document altogether, as after a conflict: what was before it cannot be brought back. */
  replace: (document: FlowDocument) => void;
}

/** The one state of a builder that both views show. `now` in ms since the epoch. */
export function createBuilderStore(document: FlowDocument, now: () => number = Date.now): BuilderStore {
  const store = createStore<BuilderState>(() => ({
    document,
    selected: document.steps[0]?.id ?? null,
    folded: new Set(),
    history: EMPTY_HISTORY,
    copied: null,
    inserting: null,
    dragged: null,
    asked: null,
    mark: null,
    tried: new Map(),
    recorded: new Map(),
  }));

  function go(direction: 'undo' | 'redo'): void {
    const { document, selected, history } = store.getState();
    const travelled = travel(history, { document, selected }, direction);
    if (travelled !== undefined) store.setState({ ...travelled.moment, history: travelled.history });
  }

  return {
    ...store,
    commit: (next, { gesture, select, joins = false } = {}) => {
      const { document, selected, history } = store.getState();
      if (next === document) return;
      store.setState({
        document: next,
        selected: select === undefined ? selected : select,
        history: joins ? { ...history, future: [] } : remember(history, { document, selected }, gesture ?? null, now()),
      });
    },
    endGesture: () => {
      const { history } = store.getState();
      if (history.gesture !== null) store.setState({ history: { ...history, gesture: null } });
    },
    undo: () => go('undo'),
    redo: () => go('redo'),
    replace: (next) => store.setState({ document: next, selected: next.steps[0]?.id ?? null, history: EMPTY_HISTORY }),
  };
}
