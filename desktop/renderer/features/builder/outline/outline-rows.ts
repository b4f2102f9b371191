import { listsOfType, stepsIn, type DraftStep, type ListName } from '../document/flow-document.ts';
import type { Place } from '../document/tree.ts';

/** A line of the outline. `depth`: how many containers it stands in. */
export type OutlineRow = { key: string; depth: number } & (
  | { kind: 'step'; step: DraftStep; place: Place; count: number; folded: boolean }
  /** The beginning of a list of a container that has several. */
  | { kind: 'list'; holder: DraftStep; list: ListName }
  /** The end of a list, where a step can be put. */
  | { kind: 'end'; place: Place }
);

/** A flow as lines in reading order, without what is folded; with ends where `ends` is set. */
export function outlineRows(
  steps: readonly DraftStep[],
  folded: ReadonlySet<string>,
  ends: boolean,
  at: Omit<Place, 'index'> = { parent: null, list: 'steps' },
  depth = 0,
): OutlineRow[] {
  const rows = steps.flatMap((step, index): OutlineRow[] => {
    const lists = listsOfType(step.type);
    const isFolded = folded.has(step.id);
    const row: OutlineRow = {
      kind: 'step',
      key: step.id,
      step,
      place: { ...at, index },
      depth,
      count: lists.length,
      folded: isFolded,
    };
    if (isFolded) return [row];
    return [
      row,
      ...lists.flatMap((list, nth): OutlineRow[] => [
        ...(nth === 0 ? [] : [{ kind: 'list' as const, key: `${step.id} ${list}`, holder: step, list, depth }]),
        ...outlineRows(stepsIn(step, list), folded, ends, { parent: step.id, list }, depth + 1),
      ]),
    ];
  });
  const end: OutlineRow = {
    kind: 'end',
    key: `end ${at.parent ?? ''} ${at.list}`,
    place: { ...at, index: steps.length },
    depth,
  };
  return ends ? [...rows, end] : rows;
}
