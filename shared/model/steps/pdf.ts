import { z } from 'zod';
import { variableNameSchema } from '../names.ts';
import { stepBase, templateText } from '../step-base.ts';

/** Reads the text of a PDF that the execution downloaded: `from` names it, as in `{{factura}}`. `pages`: as in `1-3,5`, all unless told. */
export const pdfSchema = z.strictObject({
  ...stepBase,
  type: z.literal('pdf'),
  from: templateText.min(1),
  pages: z
    .string()
    .max(200)
    .regex(/^[1-9]\d{0,4}(-[1-9]\d{0,4})?(,\s*[1-9]\d{0,4}(-[1-9]\d{0,4})?)*$/, 'numbers and ranges, as in 1-3,5')
    .optional(),
  saveAs: variableNameSchema,
});
