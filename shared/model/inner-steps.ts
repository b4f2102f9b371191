import type { Step } from './step.ts';

/** Names of the lists of steps that stand inside a step. */
export type InnerListName = 'then' | 'else' | 'steps' | 'catch' | 'finally';

/**
 * The lists of each type that holds steps, in reading order. Those of `runFlow` are another flow's: they stand in scripts alone, and
 * nobody edits them here.
 */
export const INNER_LISTS = {
  if: ['then', 'else'],
  forEach: ['steps'],
  repeat: ['steps'],
  try: ['steps', 'catch', 'finally'],
  runFlow: ['steps'],
} as const satisfies Partial<Record<Step['type'], readonly InnerListName[]>>;

export interface InnerList {
  name: InnerListName;
  steps: Step[];
}

/** The lists of inner steps that this step has, in reading order; empty for a step that holds none. */
export function innerLists(step: Step): InnerList[] {
  switch (step.type) {
    case 'if':
      return [{ name: 'then', steps: step.then }, ...listOf('else', step.else)];
    case 'forEach':
    case 'repeat':
      return [{ name: 'steps', steps: step.steps }];
    case 'try':
      return [{ name: 'steps', steps: step.steps }, ...listOf('catch', step.catch), ...listOf('finally', step.finally)];
    case 'runFlow':
      return listOf('steps', step.steps);
    default:
      return [];
  }
}

function listOf(name: InnerListName, steps: Step[] | undefined): InnerList[] {
  return steps === undefined ? [] : [{ name, steps }];
}

/** Does this type of step hold steps? */
export function holdsSteps(type: Step['type']): type is keyof typeof INNER_LISTS {
  return type in INNER_LISTS;
}
