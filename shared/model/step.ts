import { z } from 'zod';
import { askCodeSchema } from './steps/ask-code.ts';
import { assertSchema } from './steps/assert.ts';
import { chooseSchema } from './steps/choose.ts';
import { clickSchema } from './steps/click.ts';
import { downloadSchema } from './steps/download.ts';
import { evaluateSchema } from './steps/evaluate.ts';
import { extractTableSchema } from './steps/extract-table.ts';
import { extractSchema } from './steps/extract.ts';
import { fillSchema } from './steps/fill.ts';
import { forEachSchema } from './steps/for-each.ts';
import { hoverSchema } from './steps/hover.ts';
import { ifSchema } from './steps/if.ts';
import { navigateSchema } from './steps/navigate.ts';
import { pressSchema } from './steps/press.ts';
import { screenshotSchema } from './steps/screenshot.ts';
import { setCheckedSchema } from './steps/set-checked.ts';
import { setVariableSchema } from './steps/set-variable.ts';
import { waitForSchema } from './steps/wait-for.ts';

const leafSchemas = [
  navigateSchema,
  clickSchema,
  fillSchema,
  pressSchema,
  chooseSchema,
  setCheckedSchema,
  hoverSchema,
  waitForSchema,
  assertSchema,
  screenshotSchema,
  extractSchema,
  extractTableSchema,
  downloadSchema,
  evaluateSchema,
  setVariableSchema,
  askCodeSchema,
] as const;

export type LeafStep = z.infer<(typeof leafSchemas)[number]>;

type Unknowns = z.ZodType<unknown[]>;
export interface IfStep extends Omit<z.infer<ReturnType<typeof ifSchema<Unknowns>>>, 'then' | 'else'> {
  then: Step[];
  else?: Step[] | undefined;
}
export interface ForEachStep extends Omit<z.infer<ReturnType<typeof forEachSchema<Unknowns>>>, 'steps'> {
  steps: Step[];
}

/** One step of a flow. */
export type Step = LeafStep | IfStep | ForEachStep;
export type StepType = Step['type'];
export type StepOf<T extends StepType> = Extract<Step, { type: T }>;

/** Steps in one list; a whole flow may hold more, see `flow.ts`. */
export const MAX_STEPS_IN_LIST = 1000;

const innerSteps: z.ZodType<Step[]> = z.lazy(() => z.array(stepSchema).max(MAX_STEPS_IN_LIST));

const union = z.discriminatedUnion('type', [...leafSchemas, ifSchema(innerSteps), forEachSchema(innerSteps)], {
  error: (issue) =>
    issue.code === 'invalid_union' ? `unknown step type; known are: ${STEP_TYPES.join(', ')}` : undefined,
});

export const STEP_TYPES: readonly StepType[] = union.options.map((option) => option.shape.type.value);

export const stepSchema: z.ZodType<Step> = union;
