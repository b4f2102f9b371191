import { listsOfType, stepsIn } from '../document/flow-document.ts';
import { findStep, indexOf } from '../document/tree.ts';
import type { BuilderState } from '../store/builder-store.ts';

export type Arrow = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight';
export const ARROWS: readonly string[] = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'] satisfies Arrow[];

/** Where an arrow leads: to another step, or to folding the one that is selected. */
export function walk(
  { document, selected, folded }: Pick<BuilderState, 'document' | 'selected' | 'folded'>,
  arrow: Arrow,
): { select: string } | { fold: string } | undefined {
  const index = indexOf(document);
  // What lies in something folded cannot be seen.
  const seen = [...index.values()]
    .filter(({ place }) => {
      for (let at = place.parent; at !== null; at = index.get(at)?.place.parent ?? null)
        if (folded.has(at)) return false;
      return true;
    })
    .map(({ step }) => step.id);
  const step = findStep(document, selected);
  if (step === undefined) return seen[0] === undefined ? undefined : { select: seen[0] };
  const at = seen.indexOf(step.id);
  const lists = listsOfType(step.type);
  if (arrow === 'ArrowUp' || arrow === 'ArrowDown') {
    const next = seen[at + (arrow === 'ArrowDown' ? 1 : -1)];
    return next === undefined ? undefined : { select: next };
  }
  if (arrow === 'ArrowRight') {
    if (folded.has(step.id)) return { fold: step.id };
    const [inner] = lists.flatMap((list) => [...stepsIn(step, list)]);
    return inner === undefined ? undefined : { select: inner.id };
  }
  if (lists.length > 0 && !folded.has(step.id)) return { fold: step.id };
  const parent = index.get(step.id)?.place.parent ?? null;
  return parent === null ? undefined : { select: parent };
}
