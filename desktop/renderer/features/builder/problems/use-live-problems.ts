import { useEffect, useState } from 'react';
import type { BuilderStore } from '../store/builder-store.ts';
import { findProblems, type Problem } from './find-problems.ts';

/** So long after the last change they are looked for again, in ms: nobody reads them while typing. */
const PAUSE_MS = 250;

/** The list as it was where nothing in it is new: whatever shows it is not drawn again for nothing. */
function kept(before: readonly Problem[], now: readonly Problem[]): readonly Problem[] {
  return JSON.stringify(before) === JSON.stringify(now) ? before : now;
}

/** The problems of the document as it stands, or stood a moment ago. */
export function useLiveProblems(store: BuilderStore): readonly Problem[] {
  const [problems, setProblems] = useState<readonly Problem[]>(() => findProblems(store.getState().document));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = store.subscribe((state, before) => {
      if (state.document === before.document) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        const now = findProblems(store.getState().document);
        setProblems((shown) => kept(shown, now));
      }, PAUSE_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [store]);
  return problems;
}
