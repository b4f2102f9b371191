import { listsOfType, stepsIn, type DraftStep, type FlowDocument, type ListName } from './flow-document.ts';

/** A place among the steps: before the step that stands at `index` of this list now. `parent` null: the flow's own list. */
export interface Place {
  parent: string | null;
  list: ListName;
  index: number;
}

export interface Standing {
  step: DraftStep;
  place: Place;
  /** How many containers it stands in. */
  depth: number;
}

/** Every step in reading order, outer before inner. */
export function standings(
  steps: readonly DraftStep[],
  parent: string | null = null,
  list: ListName = 'steps',
  depth = 0,
): Standing[] {
  return steps.flatMap((step, index) => [
    { step, place: { parent, list, index }, depth },
    ...listsOfType(step.type).flatMap((inner) => standings(stepsIn(step, inner), step.id, inner, depth + 1)),
  ]);
}

const indexes = new WeakMap<readonly DraftStep[], ReadonlyMap<string, Standing>>();

/** Where each step stands, by id; made once for each state of the document. */
export function indexOf({ steps }: FlowDocument): ReadonlyMap<string, Standing> {
  const known = indexes.get(steps);
  if (known !== undefined) return known;
  const made = new Map(standings(steps).map((standing) => [standing.step.id, standing]));
  indexes.set(steps, made);
  return made;
}

export function findStep(document: FlowDocument, id: string | null): DraftStep | undefined {
  return id === null ? undefined : indexOf(document).get(id)?.step;
}

/** The steps of the list that a place names; empty where there is no such list. */
export function listAt(document: FlowDocument, { parent, list }: Pick<Place, 'parent' | 'list'>): readonly DraftStep[] {
  if (parent === null) return document.steps;
  const holder = findStep(document, parent);
  return holder === undefined ? [] : stepsIn(holder, list);
}

/** The steps around this one, innermost first. */
export function ancestors(document: FlowDocument, id: string): DraftStep[] {
  const parent = indexOf(document).get(id)?.place.parent ?? null;
  const holder = findStep(document, parent);
  return holder === undefined ? [] : [holder, ...ancestors(document, holder.id)];
}

/** Whether a step is this one or stands in it. */
export function isWithin(document: FlowDocument, id: string, holder: string): boolean {
  return id === holder || ancestors(document, id).some((step) => step.id === holder);
}

/** The place right after a step. */
export function placeAfter(document: FlowDocument, id: string | null): Place {
  const standing = id === null ? undefined : indexOf(document).get(id);
  if (standing === undefined) return { parent: null, list: 'steps', index: document.steps.length };
  return { ...standing.place, index: standing.place.index + 1 };
}
