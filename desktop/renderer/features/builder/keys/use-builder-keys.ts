import type { KeyboardEvent } from 'react';
import { useBuilder } from '../builder-context.tsx';
import { insertAfter, useRemoveStep } from './use-step-menu.ts';
import { ARROWS, walk, type Arrow } from './walk.ts';

const WRITING = 'input, textarea, select, [contenteditable="true"], [role="combobox"], [role="menu"], [role="listbox"]';

/** Whether a key belongs to what is being written or chosen, and not to the steps. */
function isWriting(event: KeyboardEvent): boolean {
  const target = event.target as Element;
  return target.closest(WRITING) !== null || (event.key === 'Enter' && target.closest('button') !== null);
}

/** Undo and redo, anywhere in the builder: also in a field, whose typing is part of the same history. */
export function useUndoKeys(): (event: KeyboardEvent) => void {
  const { store, readOnly } = useBuilder();
  return (event) => {
    if (readOnly || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key !== 'z' && key !== 'y') return;
    event.preventDefault();
    if (key === 'y' || event.shiftKey) store.redo();
    else store.undo();
  };
}

/** The keys of outline and canvas. */
export function useStepKeys(focusInspector: () => void): (event: KeyboardEvent) => void {
  const builder = useBuilder();
  const remove = useRemoveStep();
  const { store, acts, readOnly } = builder;

  function edit(event: KeyboardEvent, id: string | null): boolean {
    const key = event.key.toLowerCase();
    const ctrl = event.ctrlKey || event.metaKey;
    if (ctrl && key === 'v') acts.paste();
    else if (!ctrl && !event.altKey && (key === 'n' || key === '+')) insertAfter(builder, id);
    else if (id === null) return false;
    else if (event.altKey && key === 'arrowup') acts.moveBy(id, 'up');
    else if (event.altKey && key === 'arrowdown') acts.moveBy(id, 'down');
    else if (ctrl && key === 'd') acts.duplicate(id);
    else if (ctrl && key === 'x') {
      acts.copy(id);
      remove(id);
    } else if (!ctrl && !event.altKey && key === 'd') acts.toggleDisabled(id);
    else if (key === 'delete') remove(id);
    else return false;
    return true;
  }

  return (event) => {
    if (isWriting(event)) return;
    const { selected } = store.getState();
    const ctrl = event.ctrlKey || event.metaKey;
    let done = true;
    if (ARROWS.includes(event.key) && !event.altKey && !ctrl) {
      const way = walk(store.getState(), event.key as Arrow);
      if (way !== undefined && 'select' in way) acts.select(way.select);
      if (way !== undefined && 'fold' in way) acts.toggleFold(way.fold);
    } else if (event.key === 'Enter' && selected !== null && !ctrl) focusInspector();
    else if (ctrl && event.key.toLowerCase() === 'c' && selected !== null) acts.copy(selected);
    else done = !readOnly && edit(event, selected);
    if (done) event.preventDefault();
  };
}
