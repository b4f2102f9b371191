import { z } from 'zod';
import { targetSchema } from '../locator.ts';
import { variableNameSchema } from '../names.ts';
import { stepBase, templateText } from '../step-base.ts';

/** Reads the text in a picture: of an element, of a file of the execution (`from`: a picture, or a scanned PDF page by page), or of what the window shows. */
export const ocrSchema = z
  .strictObject({
    ...stepBase,
    type: z.literal('ocr'),
    target: targetSchema.optional(),
    from: templateText.min(1).optional(),
    language: z.enum(['spa', 'eng', 'por']).default('spa'),
    saveAs: variableNameSchema,
  })
  .refine((step) => step.target === undefined || step.from === undefined, {
    error: 'an element or a file, not both',
    path: ['from'],
  });
