import { INNER_LISTS, type InnerListName } from '@sri/shared/model/inner-steps.ts';

/** A step while it is being written: it has an id and a type, and whatever else stands in it so far. */
export interface DraftStep {
  id: string;
  type: string;
  name?: string;
  disabled?: boolean;
  [field: string]: unknown;
}

/** What a draft holds, unfinished as it may be: steps that stand in steps, positions nowhere. */
export interface FlowDocument {
  schemaVersion: number;
  name: string;
  description: string;
  steps: DraftStep[];
  inputs: Record<string, unknown>;
  options: Record<string, unknown>;
}

/** Name of a list of steps; the flow's own list is called `steps` too. */
export type ListName = InnerListName;

/** Lists of another flow, which are not edited here. */
const FOREIGN: readonly string[] = ['runFlow'];

/** The lists that a step of this type has, in reading order, whether they are written already or not. */
export function listsOfType(type: string): readonly ListName[] {
  if (FOREIGN.includes(type) || !Object.hasOwn(INNER_LISTS, type)) return [];
  return INNER_LISTS[type as keyof typeof INNER_LISTS];
}

export function isContainer(step: DraftStep): boolean {
  return listsOfType(step.type).length > 0;
}

/** The steps of one of its lists; empty where it is not written yet. */
export function stepsIn(step: DraftStep, list: ListName): readonly DraftStep[] {
  const found = step[list];
  return Array.isArray(found) ? (found as DraftStep[]) : [];
}
