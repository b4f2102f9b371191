import { z } from 'zod';
import { toFieldFaults, type FieldFault } from '@sri/shared/errors.ts';
import { flowInputsSchema, flowOptionsSchema, flowStepsSchema } from '@sri/shared/model/flow.ts';

const contentSchema = z.looseObject({
  steps: flowStepsSchema,
  inputs: flowInputsSchema.default({}),
  options: flowOptionsSchema.default({}),
});

/** What keeps this content from being published; empty where nothing does. Other fields are not looked at. */
export function contentFaults(content: unknown): FieldFault[] {
  const parsed = contentSchema.safeParse(content);
  return parsed.success ? [] : toFieldFaults(parsed.error);
}
