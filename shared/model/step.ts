import { z } from 'zod';
import { askCodeSchema } from './steps/ask-code.ts';
import { askPersonSchema } from './steps/ask-person.ts';
import { assertSchema } from './steps/assert.ts';
import { backSchema } from './steps/back.ts';
import { checkSessionSchema } from './steps/check-session.ts';
import { chooseSchema } from './steps/choose.ts';
import { clickSchema } from './steps/click.ts';
import { closePageSchema } from './steps/close-page.ts';
import { dialogSchema } from './steps/dialog.ts';
import { downloadSchema } from './steps/download.ts';
import { dragSchema } from './steps/drag.ts';
import { evaluateSchema } from './steps/evaluate.ts';
import { extractTableSchema } from './steps/extract-table.ts';
import { extractSchema } from './steps/extract.ts';
import { fillSecretSchema } from './steps/fill-secret.ts';
import { fillSchema } from './steps/fill.ts';
import { forEachSchema } from './steps/for-each.ts';
import { hoverSchema } from './steps/hover.ts';
import { ifSchema } from './steps/if.ts';
import { navigateSchema } from './steps/navigate.ts';
import { ocrSchema } from './steps/ocr.ts';
import { parseSchema } from './steps/parse.ts';
import { pdfSchema } from './steps/pdf.ts';
import { pressSchema } from './steps/press.ts';
import { reloadSchema } from './steps/reload.ts';
import { repeatSchema } from './steps/repeat.ts';
import { runFlowSchema } from './steps/run-flow.ts';
import { screenshotSchema } from './steps/screenshot.ts';
import { setCheckedSchema } from './steps/set-checked.ts';
import { setVariableSchema } from './steps/set-variable.ts';
import { switchPageSchema } from './steps/switch-page.ts';
import { trySchema } from './steps/try.ts';
import { uploadSchema } from './steps/upload.ts';
import { waitForSchema } from './steps/wait-for.ts';
import { waitSchema } from './steps/wait.ts';

/** In the order in which people read of them: go, act, wait and check, read, control, people. */
const leafSchemas = [
  navigateSchema,
  backSchema,
  reloadSchema,
  switchPageSchema,
  closePageSchema,
  clickSchema,
  fillSchema,
  fillSecretSchema,
  pressSchema,
  chooseSchema,
  setCheckedSchema,
  hoverSchema,
  dragSchema,
  uploadSchema,
  dialogSchema,
  waitForSchema,
  waitSchema,
  assertSchema,
  checkSessionSchema,
  screenshotSchema,
  extractSchema,
  extractTableSchema,
  downloadSchema,
  pdfSchema,
  ocrSchema,
  parseSchema,
  evaluateSchema,
  setVariableSchema,
  askPersonSchema,
  askCodeSchema,
] as const;

export type LeafStep = z.infer<(typeof leafSchemas)[number]>;

type Unknowns = z.ZodType<unknown[]>;
type IfFields = z.infer<ReturnType<typeof ifSchema<Unknowns>>>;
export interface IfStep extends Omit<IfFields, 'then' | 'else'> {
  then: Step[];
  else?: Step[] | undefined;
}
type ForEachFields = z.infer<ReturnType<typeof forEachSchema<Unknowns>>>;
export interface ForEachStep extends Omit<ForEachFields, 'steps'> {
  steps: Step[];
}
type RepeatFields = z.infer<ReturnType<typeof repeatSchema<Unknowns>>>;
export interface RepeatStep extends Omit<RepeatFields, 'steps'> {
  steps: Step[];
}
type TryFields = z.infer<ReturnType<typeof trySchema<Unknowns>>>;
export interface TryStep extends Omit<TryFields, 'steps' | 'catch' | 'finally'> {
  steps: Step[];
  catch?: Step[] | undefined;
  finally?: Step[] | undefined;
}
type RunFlowFields = z.infer<ReturnType<typeof runFlowSchema<Unknowns>>>;
export interface RunFlowStep extends Omit<RunFlowFields, 'steps'> {
  steps?: Step[] | undefined;
}

/** One step of a flow. */
export type Step = LeafStep | IfStep | ForEachStep | RepeatStep | TryStep | RunFlowStep;
export type StepType = Step['type'];
export type StepOf<T extends StepType> = Extract<Step, { type: T }>;

/** Steps in one list; a whole flow may hold more, see `flow.ts`. */
export const MAX_STEPS_IN_LIST = 1000;

const innerSteps: z.ZodType<Step[]> = z.lazy(() => z.array(stepSchema).max(MAX_STEPS_IN_LIST));

const union = z.discriminatedUnion(
  'type',
  [
    ...leafSchemas,
    ifSchema(innerSteps),
    forEachSchema(innerSteps),
    repeatSchema(innerSteps),
    trySchema(innerSteps),
    runFlowSchema(innerSteps),
  ],
  {
    error: (issue) =>
      issue.code === 'invalid_union' ? `unknown step type; known are: ${STEP_TYPES.join(', ')}` : undefined,
  },
);

export const STEP_TYPES: readonly StepType[] = union.options.map((option) => option.shape.type.value);

export const stepSchema: z.ZodType<Step> = union;
