import { z } from 'zod';
import { stepBase, templateText } from '../step-base.ts';
import { variableNameSchema } from '../names.ts';

/** Sets the variable `saveAs`; text may hold `{{variables}}`. */
export const setVariableSchema = z.strictObject({
  ...stepBase,
  type: z.literal('setVariable'),
  saveAs: variableNameSchema,
  value: z.union([templateText, z.number(), z.boolean(), z.null()]),
});
