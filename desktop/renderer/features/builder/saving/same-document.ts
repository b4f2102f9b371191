import { canonicalJson } from '@sri/shared/canonical-json.ts';
import { standings } from '../document/tree.ts';
import { listsOfType, type DraftStep, type FlowDocument } from '../document/flow-document.ts';
import { openDocument } from '../document/open-document.ts';

/** Whether a stored document says the same as this one, whatever the order of its fields. */
export function sameDocument(document: FlowDocument, stored: Record<string, unknown>): boolean {
  return canonicalJson(document) === canonicalJson(openDocument(stored));
}

export interface Difference {
  /** Steps that only the second one has. */
  added: number;
  /** Steps that only the first one has. */
  removed: number;
  /** Steps that both have and that say or stand differently. */
  changed: number;
}

function tellSteps(document: FlowDocument): Map<string, string> {
  const alone = (step: DraftStep): Record<string, unknown> => {
    const lists: readonly string[] = listsOfType(step.type);
    return Object.fromEntries(Object.entries(step).filter(([name]) => !lists.includes(name)));
  };
  return new Map(
    standings(document.steps).map(({ step, place: { parent, list } }) => [
      step.id,
      canonicalJson({ parent, list, step: alone(step) }),
    ]),
  );
}

/** How two documents differ, step by step. */
export function differenceOf(mine: FlowDocument, theirs: FlowDocument): Difference {
  const [before, after] = [tellSteps(mine), tellSteps(theirs)];
  return {
    added: [...after.keys()].filter((id) => !before.has(id)).length,
    removed: [...before.keys()].filter((id) => !after.has(id)).length,
    changed: [...after].filter(([id, told]) => before.has(id) && before.get(id) !== told).length,
  };
}
