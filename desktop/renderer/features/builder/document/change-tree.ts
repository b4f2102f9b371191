import { produce, type Draft } from 'immer';
import { listsOfType, stepsIn, type DraftStep, type FlowDocument } from './flow-document.ts';
import { indexOf, isWithin, listAt, placeAfter, standings, type Place } from './tree.ts';

function writableList(document: Draft<FlowDocument>, { parent, list }: Place): DraftStep[] | undefined {
  if (parent === null) return document.steps;
  const walk = (steps: DraftStep[]): DraftStep | undefined => {
    for (const step of steps) {
      if (step.id === parent) return step;
      for (const inner of listsOfType(step.type)) {
        const found = walk(stepsIn(step, inner) as DraftStep[]);
        if (found !== undefined) return found;
      }
    }
    return undefined;
  };
  const holder = walk(document.steps);
  if (holder === undefined || !listsOfType(holder.type).includes(list)) return undefined;
  if (!Array.isArray(holder[list])) holder[list] = [];
  return holder[list] as DraftStep[];
}

/** With these steps at a place; the same document where there is no such place. */
export function insertSteps(document: FlowDocument, place: Place, steps: readonly DraftStep[]): FlowDocument {
  return produce(document, (draft) => {
    writableList(draft, place)?.splice(place.index, 0, ...(steps as Draft<DraftStep>[]));
  });
}

/** Without this step and what stands in it. */
export function removeStep(document: FlowDocument, id: string): FlowDocument {
  const standing = indexOf(document).get(id);
  if (standing === undefined) return document;
  return produce(document, (draft) => void writableList(draft, standing.place)?.splice(standing.place.index, 1));
}

/** With this step at another place, given as it is before the move. The same document where nothing would move, or a step into itself. */
export function moveStep(document: FlowDocument, id: string, to: Place): FlowDocument {
  const standing = indexOf(document).get(id);
  if (standing === undefined || (to.parent !== null && isWithin(document, to.parent, id))) return document;
  const { place: from, step } = standing;
  const sameList = from.parent === to.parent && from.list === to.list;
  const index = sameList && to.index > from.index ? to.index - 1 : to.index;
  if (sameList && index === from.index) return document;
  return insertSteps(removeStep(document, id), { ...to, index }, [step]);
}

/** Copies with ids that nothing in the document has; what stands in them too. */
export function freshCopies(document: FlowDocument, steps: readonly DraftStep[]): DraftStep[] {
  const numbers = standings(document.steps).map(({ step }) => Number(/^s(\d+)$/.exec(step.id)?.[1] ?? 0));
  let next = Math.max(0, ...numbers);
  const copy = (step: DraftStep): DraftStep => {
    next += 1;
    const copied: DraftStep = { ...structuredClone(step), id: `s${next}` };
    for (const list of listsOfType(step.type)) {
      if (step[list] !== undefined) copied[list] = stepsIn(step, list).map(copy);
    }
    return copied;
  };
  return steps.map(copy);
}

/** With a copy of a step right after it; also tells the copy's id. */
export function duplicateStep(document: FlowDocument, id: string): { document: FlowDocument; id: string } {
  const standing = indexOf(document).get(id);
  const [copy] = standing === undefined ? [] : freshCopies(document, [standing.step]);
  if (copy === undefined) return { document, id };
  return { document: insertSteps(document, placeAfter(document, id), [copy]), id: copy.id };
}

/** With another step in the place of the one that has its id. */
export function changeStep(document: FlowDocument, id: string, change: (step: Draft<DraftStep>) => void): FlowDocument {
  const standing = indexOf(document).get(id);
  if (standing === undefined) return document;
  return produce(document, (draft) => {
    const step = writableList(draft, standing.place)?.[standing.place.index];
    if (step !== undefined) change(step);
  });
}

/** With a value at a path of a step, as `['target', 'candidates', 0, 'name']`; undefined takes it out. */
export function setField(
  document: FlowDocument,
  id: string,
  path: readonly PropertyKey[],
  value: unknown,
): FlowDocument {
  return changeStep(document, id, (step) => {
    let at = step as Record<PropertyKey, unknown>;
    for (const [depth, key] of path.slice(0, -1).entries()) {
      if (typeof at[key] !== 'object' || at[key] === null) at[key] = typeof path[depth + 1] === 'number' ? [] : {};
      at = at[key] as Record<PropertyKey, unknown>;
    }
    const last = path.at(-1);
    if (last === undefined) return;
    if (value !== undefined) at[last] = value;
    else if (Array.isArray(at)) at.splice(Number(last), 1);
    else delete at[last];
  });
}

/** Where a step goes that is moved by one with the keyboard: over its neighbour, into it where it is an open container, out of its own at the ends. */
export function neighbourPlace(
  document: FlowDocument,
  id: string,
  direction: 'up' | 'down',
  folded: ReadonlySet<string>,
): Place | undefined {
  const standing = indexOf(document).get(id);
  if (standing === undefined) return undefined;
  const { parent, list, index } = standing.place;
  const steps = listAt(document, standing.place);
  const next = steps[direction === 'down' ? index + 1 : index - 1];
  if (next !== undefined) {
    const lists = folded.has(next.id) ? [] : listsOfType(next.type);
    const inner = direction === 'down' ? lists[0] : lists.at(-1);
    if (inner === undefined) return { parent, list, index: direction === 'down' ? index + 2 : index - 1 };
    return { parent: next.id, list: inner, index: direction === 'down' ? 0 : stepsIn(next, inner).length };
  }
  const holder = parent === null ? undefined : indexOf(document).get(parent);
  if (holder === undefined) return undefined;
  const lists = listsOfType(holder.step.type);
  const other = lists[lists.indexOf(list) + (direction === 'down' ? 1 : -1)];
  if (other !== undefined) {
    return { parent, list: other, index: direction === 'down' ? 0 : stepsIn(holder.step, other).length };
  }
  return { ...holder.place, index: holder.place.index + (direction === 'down' ? 1 : 0) };
}
