import { innerLists, INNER_LISTS } from '@sri/shared/model/inner-steps.ts';
import type { Step } from '@sri/shared/model/step.ts';
import { risingRun } from './rising-run.ts';

/** A field of a step that is not the same in both versions; undefined where one of them has none. */
export interface FieldChange {
  field: string;
  before: unknown;
  after: unknown;
}

/** One step of either version. `before` and `after` are null where that version does not have it. */
export interface StepChange {
  id: string;
  depth: number;
  before: Step | null;
  after: Step | null;
  /** It stands elsewhere among the steps that both have. */
  moved: boolean;
  fields: FieldChange[];
}

interface Placed {
  id: string;
  step: Step;
  depth: number;
  /** Step and list that it stands in. */
  parent: string;
}

/** Every step in reading order. Stored versions have an id on each step. */
function place(steps: readonly Step[], depth = 0, parent = ''): Placed[] {
  return steps.flatMap((step, index) => {
    const id = step.id ?? `${parent}${index}`;
    const inner = innerLists(step).flatMap(({ name, steps: list }) => place(list, depth + 1, `${id}.${name}`));
    return [{ id, step, depth, parent }, ...inner];
  });
}

const OWN_LISTS = new Set<string>(Object.values(INNER_LISTS).flat());

/** A step's fields that differ; what stands inside it is told by the rows of its own steps. */
function changedFields(before: Step, after: Step): FieldChange[] {
  const [a, b] = [before, after] as unknown as [Record<string, unknown>, Record<string, unknown>];
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].filter(
    (name) => !OWN_LISTS.has(name) || (!Array.isArray(a[name]) && !Array.isArray(b[name])),
  );
  return names
    .filter((name) => JSON.stringify(a[name]) !== JSON.stringify(b[name]))
    .map((field) => ({ field, before: a[field], after: b[field] }));
}

/** Ids of steps that both have but in another place: in another list, or in another order among those that stayed in theirs. */
function movedIds(before: readonly Placed[], after: readonly Placed[]): Set<string> {
  const old = new Map(before.map((placed, index) => [placed.id, { ...placed, index }]));
  const moved = new Set<string>();
  const lists = new Map<string, { id: string; index: number }[]>();
  for (const { id, parent } of after) {
    const was = old.get(id);
    if (was === undefined) continue;
    if (was.parent === parent) lists.set(parent, [...(lists.get(parent) ?? []), { id, index: was.index }]);
    else moved.add(id);
  }
  for (const list of lists.values()) {
    const stayed = new Set(risingRun(list.map(({ index }) => index)));
    for (const { id, index } of list) if (!stayed.has(index)) moved.add(id);
  }
  return moved;
}

/**
 * Two versions of a flow as one list, by the steps' ids: those of the newer one in its order, and those that were taken
 * out behind the step that they came after.
 */
export function diffSteps(before: readonly Step[], after: readonly Step[]): StepChange[] {
  const [old, now] = [place(before), place(after)];
  const inOld = new Map(old.map((placed) => [placed.id, placed]));
  const inNow = new Set(now.map(({ id }) => id));
  const moved = movedIds(old, now);
  const gone = new Map<string, StepChange[]>();
  let anchor = '';
  for (const { id, step, depth } of old) {
    if (inNow.has(id)) anchor = id;
    else {
      const removed: StepChange = { id, depth, before: step, after: null, moved: false, fields: [] };
      gone.set(anchor, [...(gone.get(anchor) ?? []), removed]);
    }
  }
  const rows = now.flatMap(({ id, step, depth }): StepChange[] => {
    const was = inOld.get(id)?.step ?? null;
    const fields = was === null ? [] : changedFields(was, step);
    return [{ id, depth, before: was, after: step, moved: moved.has(id), fields }, ...(gone.get(id) ?? [])];
  });
  return [...(gone.get('') ?? []), ...rows];
}
