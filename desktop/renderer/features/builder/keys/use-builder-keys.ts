import { useEffect, type KeyboardEvent } from 'react';
import { useBuilder } from '../builder-context.tsx';
import { insertAfter, useRemoveStep } from './use-step-menu.ts';
import { ARROWS, walk, type Arrow } from './walk.ts';

const WRITING = 'input, textarea, select, [contenteditable="true"], [role="combobox"], [role="menu"], [role="listbox"]';

/** Whether a key belongs to what is being written or chosen, and not to the steps. */
function isWriting(event: KeyboardEvent): boolean {
  const target = event.target as Element;
  return target.closest(WRITING) !== null || (event.key === 'Enter' && target.closest('button') !== null);
}

/**
 * Ctrl+S, Ctrl+Z and Ctrl+Shift+Z, wherever the focus is on the page: also in a field, whose typing is part of the same
 * history, and also where nothing has it. An open dialog's fields are its own.
 */
export function usePageKeys(save: () => unknown): void {
  const { store, readOnly } = useBuilder();
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      if (event.target instanceof Element && event.target.closest('[role="dialog"]:not([data-closed])') !== null)
        return;
      const key = event.key.toLowerCase();
      if (key !== 's' && key !== 'z' && key !== 'y') return;
      event.preventDefault();
      if (readOnly) return;
      if (key === 's') save();
      else if (key === 'y' || event.shiftKey) store.redo();
      else store.undo();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [store, readOnly, save]);
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
