import { z } from 'zod';
import { targetSchema } from '../locator.ts';
import { stepBase, templateUrl } from '../step-base.ts';

/** Gets a file, by clicking what starts the download or from an address, into `downloads/`. */
export const downloadSchema = z
  .strictObject({
    ...stepBase,
    type: z.literal('download'),
    target: targetSchema.optional(),
    url: templateUrl.optional(),
  })
  .refine((step) => (step.target === undefined) !== (step.url === undefined), {
    error: 'either a target to click or a url',
    path: ['target'],
  });
