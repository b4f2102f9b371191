import { z } from 'zod';
import { targetSchema } from '../locator.ts';
import { stepBase, templateText } from '../step-base.ts';

/**
 * Gives files to a file field, or to what opens the choice of a file. Each is the name of a file of this execution, as in
 * `{{factura}}` after a download or `data/saldos.csv`, or a `data:` address that holds one.
 */
export const uploadSchema = z.strictObject({
  ...stepBase,
  type: z.literal('upload'),
  target: targetSchema,
  files: z.union([templateText.min(1), z.array(templateText.min(1)).min(1).max(20)]),
});
