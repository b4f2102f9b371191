import { z } from 'zod';
import { targetSchema } from '../locator.ts';
import { secretNameSchema } from '../names.ts';
import { stepBase } from '../step-base.ts';

/** Writes a secret of the organisation, by its name, into a field. No flow ever holds its value. */
export const fillSecretSchema = z.strictObject({
  ...stepBase,
  type: z.literal('fillSecret'),
  target: targetSchema,
  secret: secretNameSchema,
});
