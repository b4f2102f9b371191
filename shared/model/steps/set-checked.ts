import { z } from 'zod';
import { targetSchema } from '../locator.ts';
import { stepBase } from '../step-base.ts';

/** Sets a check box or radio button; does nothing where it already is as wanted. */
export const setCheckedSchema = z.strictObject({
  ...stepBase,
  type: z.literal('setChecked'),
  target: targetSchema,
  checked: z.boolean().default(true),
});
