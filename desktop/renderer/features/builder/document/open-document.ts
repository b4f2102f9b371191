import { listsOfType, type DraftStep, type FlowDocument } from './flow-document.ts';
import { migrate } from './migrations.ts';

const ID = /^[A-Za-z0-9_-]{1,64}$/;

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Ids that are taken already, and the next one that is not. */
function idGiver(): (wanted: unknown) => string {
  const taken = new Set<string>();
  let next = 1;
  return (wanted) => {
    let id = typeof wanted === 'string' && ID.test(wanted) ? wanted : '';
    while (id === '' || taken.has(id)) {
      id = `s${next}`;
      next += 1;
    }
    taken.add(id);
    return id;
  };
}

/**
 * A stored draft as the builder edits it: in today's form, each step with an id that no other has. Nothing that stands in
 * it is dropped: a step that is none becomes one without a type, which is told as a problem.
 */
export function openDocument(stored: Record<string, unknown>): FlowDocument {
  const migrated = migrate(stored);
  const idFor = idGiver();
  const open = (steps: unknown): DraftStep[] =>
    (Array.isArray(steps) ? (steps as unknown[]) : []).map((given) => {
      const fields = typeof given === 'object' && given !== null ? record(given) : { value: given };
      const step: DraftStep = { ...fields, id: idFor(fields['id']), type: text(fields['type']) };
      const [first, ...others] = listsOfType(step.type);
      if (first !== undefined) step[first] = open(step[first]);
      for (const list of others) if (step[list] !== undefined) step[list] = open(step[list]);
      return step;
    });
  return {
    ...migrated,
    schemaVersion: Number(migrated['schemaVersion']),
    name: text(migrated['name']),
    description: text(migrated['description']),
    steps: open(migrated['steps']),
    inputs: record(migrated['inputs']),
    options: record(migrated['options']),
  };
}

/** What a version is made of. */
export function contentOf({
  steps,
  inputs,
  options,
}: FlowDocument): Pick<FlowDocument, 'steps' | 'inputs' | 'options'> {
  return { steps, inputs, options };
}
