import { z } from 'zod';
import { innerLists } from './inner-steps.ts';
import { variableNameSchema } from './names.ts';
import { MAX_STEPS_IN_LIST, stepSchema, type Step } from './step.ts';

/** Steps in one flow, inner ones included. */
export const MAX_STEPS = 2000;
/** Branches and loops inside each other. */
export const MAX_DEPTH = 20;

/** Calls `visit` for every step, outer before inner, with its path, as `['steps', 3, 'then', 0]`. */
export function walkSteps(
  steps: readonly Step[],
  visit: (step: Step, path: PropertyKey[], depth: number) => void,
  path: PropertyKey[] = ['steps'],
  depth = 1,
): void {
  steps.forEach((step, index) => {
    const here = [...path, index];
    visit(step, here, depth);
    for (const { name, steps: inner } of innerLists(step)) walkSteps(inner, visit, [...here, name], depth + 1);
  });
}

/** The steps of a flow: a tree. Refuses two steps with one id, too many and too deep. */
export const flowStepsSchema = z
  .array(stepSchema)
  .min(1, 'at least one step')
  .max(MAX_STEPS_IN_LIST)
  .superRefine((steps, context) => {
    const seen = new Set<string>();
    let count = 0;
    walkSteps(steps, (step, path, depth) => {
      count += 1;
      // The schema stands under `steps` already; the walk's first element is that name.
      const inner = path.slice(1);
      if (depth === MAX_DEPTH + 1)
        context.addIssue({ code: 'custom', path: inner, message: `deeper than ${MAX_DEPTH} levels` });
      if (step.id === undefined) return;
      if (seen.has(step.id))
        context.addIssue({ code: 'custom', path: [...inner, 'id'], message: `the id "${step.id}" stands twice` });
      seen.add(step.id);
    });
    if (count > MAX_STEPS)
      context.addIssue({ code: 'custom', path: [], message: `${count} steps, at most ${MAX_STEPS} are possible` });
  });

/** The same steps, each with an id: `s1`, `s2` ... in reading order where none was given. */
export function withStepIds(steps: readonly Step[]): Step[] {
  const copy = structuredClone(steps) as Step[];
  const taken = new Set<string>();
  walkSteps(copy, (step) => step.id !== undefined && taken.add(step.id));
  let next = 1;
  walkSteps(copy, (step) => {
    if (step.id !== undefined) return;
    while (taken.has(`s${next}`)) next += 1;
    step.id = `s${next}`;
    taken.add(step.id);
  });
  return copy;
}

/** A value that a person or a program gives when an execution starts. */
export const inputDeclarationSchema = z.strictObject({
  label: z.string().max(200).optional(),
  type: z.enum(['text', 'number', 'date', 'boolean']).default('text'),
  required: z.boolean().default(false),
  default: z.union([z.string().max(4000), z.number(), z.boolean()]).optional(),
});
export const flowInputsSchema = z.record(variableNameSchema, inputDeclarationSchema);
export type FlowInputs = z.infer<typeof flowInputsSchema>;

/** Values for the inputs of one execution. */
export const inputValuesSchema = z.record(
  variableNameSchema,
  z.union([z.string().max(20_000), z.number(), z.boolean(), z.null()]),
);
export type InputValues = z.infer<typeof inputValuesSchema>;

export const flowOptionsSchema = z.strictObject({
  /** Pictures around every step, or only of what failed. */
  stepPictures: z.enum(['all', 'failures']).optional(),
  /** ms to wait before each step after the first: for portals that cannot keep up, and to watch a trial. */
  stepDelayMs: z.number().int().min(0).max(10_000).optional(),
  /** Hard limit for a whole execution, in ms (R22); 15 minutes unless told. */
  timeoutMs: z.number().int().min(1000).max(3_600_000).optional(),
});
export type FlowOptions = z.infer<typeof flowOptionsSchema>;
