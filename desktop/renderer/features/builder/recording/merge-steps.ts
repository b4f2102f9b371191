import { canonicalJson } from '@sri/shared/canonical-json.ts';
import type { RecordedStep } from '../../../../contract/recording.ts';
import { changeStep, freshCopies, insertSteps, removeStep } from '../document/change-tree.ts';
import type { FlowDocument } from '../document/flow-document.ts';
import { findStep, indexOf, placeAfter } from '../document/tree.ts';

/*
 * A recording tells all its steps anew whenever one comes, changes or turns out to be none. What it has told stays what
 * the person makes of it: a step that they took out stays out, a field that they wrote stays as written, a step that they
 * moved stays where it is. Everything else follows the recording.
 */

type Told = RecordedStep['step'];

export interface Merged {
  /** What was told of each step last, and as which step of the document it stands; null: not taken, it is there already. */
  known: ReadonlyMap<string, { id: string | null; told: Told }>;
  /** The step after which the next one goes; null: at the end. */
  mark: string | null;
}

export interface MergeResult {
  document: FlowDocument;
  merged: Merged;
  /** How many steps came. */
  added: number;
}

export function beginMerge(mark: string | null): Merged {
  return { known: new Map(), mark };
}

const same = (a: unknown, b: unknown): boolean => canonicalJson(a ?? null) === canonicalJson(b ?? null);
const fieldsOf = ({ id: _id, ...fields }: Told): Record<string, unknown> => fields;

/** Writes what the recording says now, where the person has not written anything else meanwhile. */
function follow(document: FlowDocument, id: string, before: Told, now: Told): FlowDocument {
  const [old, next] = [fieldsOf(before), fieldsOf(now)];
  const names = [...new Set([...Object.keys(old), ...Object.keys(next)])].filter(
    (name) => !same(old[name], next[name]) && same(findStep(document, id)?.[name], old[name]),
  );
  if (names.length === 0) return document;
  return changeStep(document, id, (step) => {
    for (const name of names) {
      if (next[name] === undefined) delete step[name];
      else step[name] = next[name];
    }
  });
}

/** A recording begins at an address; a flow that goes to one already, before the mark, does not need another. */
function isThereAlready(document: FlowDocument, mark: string | null, { type }: Told, isFirst: boolean): boolean {
  if (!isFirst || type !== 'navigate') return false;
  const ids = [...indexOf(document).keys()];
  const until = mark === null ? ids.length : ids.indexOf(mark) + 1;
  return ids.slice(0, until).some((id) => findStep(document, id)?.type === 'navigate');
}

/** Data that each execution has to bring, as the file of an upload: declared, where it is not yet. */
function declareInputs(document: FlowDocument, { step, flags }: RecordedStep): FlowDocument {
  const { files } = step;
  const name = typeof files === 'string' ? /\{\{inputs\.(\w+)\}\}/.exec(files)?.[1] : undefined;
  if (!flags.includes('file') || name === undefined || document.inputs[name] !== undefined) return document;
  return { ...document, inputs: { ...document.inputs, [name]: { type: 'text', required: true } } };
}

/** The document with what the recording has told by now. */
export function mergeSteps(before: FlowDocument, merged: Merged, recorded: readonly RecordedStep[]): MergeResult {
  let document = before;
  let { mark } = merged;
  let added = 0;
  const known = new Map(merged.known);
  if (mark !== null && findStep(document, mark) === undefined) {
    mark = [...known.values()].findLast(({ id }) => id !== null && findStep(document, id) !== undefined)?.id ?? null;
  }
  const lastKnown = recorded.findLastIndex(({ step }) => known.has(step.id));
  let previous: string | null = null;
  for (const [index, one] of recorded.entries()) {
    const { step } = one;
    const entry = known.get(step.id);
    if (entry !== undefined) {
      const { id, told } = entry;
      known.set(step.id, { id, told: step });
      if (id === null || findStep(document, id) === undefined) continue;
      document = follow(document, id, told, step);
      previous = id;
      continue;
    }
    if (isThereAlready(document, mark, step, index === 0)) {
      known.set(step.id, { id: null, told: step });
      continue;
    }
    const isNext = index > lastKnown;
    const place = placeAfter(document, isNext ? mark : (previous ?? mark));
    const [copy] = freshCopies(document, [step]);
    if (copy === undefined) continue;
    document = declareInputs(insertSteps(document, place, [copy]), one);
    known.set(step.id, { id: copy.id, told: step });
    added += 1;
    previous = copy.id;
    if (isNext) mark = copy.id;
  }
  const now = new Set(recorded.map(({ step }) => step.id));
  for (const [name, { id, told }] of merged.known) {
    if (now.has(name)) continue;
    known.delete(name);
    const step = id === null ? undefined : findStep(document, id);
    // It became a part of another step; what the person has written in it is kept.
    if (step === undefined || id === null || !same(fieldsOf(step), fieldsOf(told))) continue;
    if (mark === id) mark = previousOf(document, id);
    document = removeStep(document, id);
  }
  return { document, merged: { known, mark }, added };
}

function previousOf(document: FlowDocument, id: string): string | null {
  const standing = indexOf(document).get(id);
  if (standing === undefined) return null;
  const { parent, list, index } = standing.place;
  const before = [...indexOf(document).values()].find(
    ({ place }) => place.parent === parent && place.list === list && place.index === index - 1,
  );
  return before?.step.id ?? parent;
}
