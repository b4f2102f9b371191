import { z } from 'zod';
import { toFieldFaults, type FieldFault } from '@sri/shared/errors.ts';
import { flowInputsSchema, flowOptionsSchema, flowStepsSchema } from '@sri/shared/model/flow.ts';
import { unstorable } from '../../http/storable-text.ts';

const contentSchema = z.looseObject({
  steps: flowStepsSchema,
  inputs: flowInputsSchema.default({}),
  options: flowOptionsSchema.default({}),
});

/** What keeps this content from being published; empty where nothing does. */
export function contentFaults(content: unknown): FieldFault[] {
  const parsed = contentSchema.safeParse(content);
  if (!parsed.success) return toFieldFaults(parsed.error);
  const strange = unstorable(content);
  return strange === undefined ? [] : [strange];
}
