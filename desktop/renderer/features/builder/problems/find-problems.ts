import { toFieldFaults, type FieldFault } from '@sri/shared/errors.ts';
import { flowInputsSchema, flowOptionsSchema, flowStepsSchema } from '@sri/shared/model/flow.ts';
import { z } from 'zod';
import { isContainer, listsOfType, stepsIn, type FlowDocument, type ListName } from '../document/flow-document.ts';
import { contentOf } from '../document/open-document.ts';
import { indexOf } from '../document/tree.ts';
import { namesIn, variablesAt } from '../schema/variables-at.ts';

export interface Problem {
  /** The step that it is about; null: the flow itself. */
  stepId: string | null;
  /** Where in the step, or in the flow. */
  path: readonly (string | number)[];
  /** As a schema says it, in English. */
  message: string;
  /** `notice`: worth a look, but nothing keeps it from being published. */
  kind: 'fault' | 'notice';
}

const contentSchema = z.looseObject({
  steps: flowStepsSchema,
  inputs: flowInputsSchema.default({}),
  options: flowOptionsSchema.default({}),
});

/** `steps[3].then[0].url` as its parts. */
export function pathParts(field: string): (string | number)[] {
  return [...field.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, index, name]) =>
    index === undefined ? (name ?? '') : Number(index),
  );
}

/** A fault, as schema or server name it, with the step that it is in. */
export function locate(document: FlowDocument, { field, message }: FieldFault): Problem {
  const parts = pathParts(field);
  let steps = parts[0] === 'steps' ? document.steps : [];
  let stepId: string | null = null;
  let at = 1;
  for (;;) {
    const step = steps[Number(parts[at] ?? -1)];
    if (step === undefined) break;
    stepId = step.id;
    at += 1;
    const list = parts[at];
    const isList = (listsOfType(step.type) as readonly (string | number | undefined)[]).includes(list);
    if (!isList || typeof parts[at + 1] !== 'number') break;
    steps = [...stepsIn(step, list as ListName)];
    at += 1;
  }
  return { stepId, path: stepId === null ? parts : parts.slice(at), message, kind: 'fault' };
}

/** Texts anywhere in a value, with their paths; not those of inner steps. */
function textsIn(value: unknown, path: (string | number)[] = []): [(string | number)[], string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    textsIn(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

export const UNKNOWN_VARIABLE = 'unknown variable';

function unknownVariables(document: FlowDocument): Problem[] {
  return [...indexOf(document).values()].flatMap(({ step }) => {
    const lists: readonly string[] = listsOfType(step.type);
    const own = isContainer(step)
      ? Object.fromEntries(Object.entries(step).filter(([name]) => !lists.includes(name)))
      : step;
    const texts = textsIn(own).filter(([, text]) => text.includes('{{'));
    if (texts.length === 0) return [];
    const known = new Set(variablesAt(document, step.id).map(({ name }) => name));
    if ([...known].some((name) => name.startsWith('error.'))) known.add('error');
    return texts.flatMap(([path, text]) =>
      namesIn(text)
        .filter((name) => name !== 'inputs' && !known.has(name))
        .map((name): Problem => ({
          stepId: step.id,
          path,
          message: `${UNKNOWN_VARIABLE} ${name}`,
          kind: 'notice',
        })),
    );
  });
}

/** Everything that keeps a flow from being published, then what is worth a look; in reading order. */
export function findProblems(document: FlowDocument): Problem[] {
  const parsed = contentSchema.safeParse(contentOf(document));
  const faults = parsed.success ? [] : toFieldFaults(parsed.error).map((fault) => locate(document, fault));
  const order = [...indexOf(document).keys()];
  const place = ({ stepId }: Problem): number => (stepId === null ? -1 : order.indexOf(stepId));
  return [...faults, ...unknownVariables(document)].toSorted((a, b) => place(a) - place(b));
}
