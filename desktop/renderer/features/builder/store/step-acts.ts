import {
  changeStep,
  duplicateStep,
  freshCopies,
  insertSteps,
  moveStep,
  neighbourPlace,
  removeStep,
  setField,
} from '../document/change-tree.ts';
import type { DraftStep } from '../document/flow-document.ts';
import { ancestors, findStep, indexOf, listAt, placeAfter, type Place } from '../document/tree.ts';
import type { BuilderStore } from './builder-store.ts';

export interface StepActs {
  /** Selects a step and opens what it stands in. */
  select: (id: string | null) => void;
  toggleFold: (id: string) => void;
  insert: (place: Place, step: Omit<DraftStep, 'id'>) => void;
  move: (id: string, place: Place) => void;
  moveBy: (id: string, direction: 'up' | 'down') => void;
  /** The neighbour is selected then. False: there was no such step. */
  remove: (id: string) => boolean;
  duplicate: (id: string) => void;
  toggleDisabled: (id: string) => void;
  copy: (id: string) => void;
  paste: () => void;
  /** Writes one field. Typing goes on until `endGesture` or a pause. */
  set: (id: string, path: readonly PropertyKey[], value: unknown) => void;
}

/** Everything that is done with the steps of a builder, each act one entry of its history. */
export function stepActs(store: BuilderStore): StepActs {
  const state = store.getState;

  function unfold(ids: readonly string[]): void {
    const { folded } = state();
    if (ids.some((id) => folded.has(id))) {
      store.setState({ folded: new Set([...folded].filter((id) => !ids.includes(id))) });
    }
  }

  function select(id: string | null): void {
    if (id !== null) unfold(ancestors(state().document, id).map((step) => step.id));
    if (state().selected !== id) store.setState({ selected: id });
    store.endGesture();
  }

  function insertAt(place: Place, steps: readonly DraftStep[]): void {
    const { document } = state();
    const copies = freshCopies(document, steps);
    if (place.parent !== null) unfold([place.parent]);
    store.commit(insertSteps(document, place, copies), { select: copies[0]?.id ?? null });
  }

  /** What is selected when this step is gone: the next one, else the one before, else what it stood in. */
  function heir(id: string): string | null {
    const { document } = state();
    const standing = indexOf(document).get(id);
    if (standing === undefined) return null;
    const steps = listAt(document, standing.place);
    const { index, parent } = standing.place;
    return steps[index + 1]?.id ?? steps[index - 1]?.id ?? parent;
  }

  return {
    select,
    toggleFold: (id) => {
      const folded = new Set(state().folded);
      if (!folded.delete(id)) folded.add(id);
      store.setState({ folded });
    },
    insert: (place, step) => insertAt(place, [{ ...step, id: '' } as DraftStep]),
    move: (id, place) => {
      if (place.parent !== null) unfold([place.parent]);
      store.commit(moveStep(state().document, id, place), { select: id });
    },
    moveBy: (id, direction) => {
      const { document, folded } = state();
      const place = neighbourPlace(document, id, direction, folded);
      if (place !== undefined) store.commit(moveStep(document, id, place), { select: id });
    },
    remove: (id) => {
      if (findStep(state().document, id) === undefined) return false;
      store.commit(removeStep(state().document, id), { select: heir(id) });
      return true;
    },
    duplicate: (id) => {
      const copy = duplicateStep(state().document, id);
      store.commit(copy.document, { select: copy.id });
    },
    toggleDisabled: (id) =>
      store.commit(
        changeStep(state().document, id, (step) => {
          if (step.disabled === true) delete step.disabled;
          else step.disabled = true;
        }),
      ),
    copy: (id) => store.setState({ copied: findStep(state().document, id) ?? null }),
    paste: () => {
      const { document, selected, copied } = state();
      if (copied !== null) insertAt(placeAfter(document, selected), [copied]);
    },
    set: (id, path, value) =>
      store.commit(setField(state().document, id, path, value), { gesture: `${id} ${path.map(String).join('.')}` }),
  };
}
