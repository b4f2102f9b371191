import { z } from 'zod';
import { targetSchema } from '../locator.ts';
import { stepBase } from '../step-base.ts';

/** Takes a picture of the window, the whole page or one element: `screenshot-N.png`, numbered from 0 within the execution. */
export const screenshotSchema = z.strictObject({
  ...stepBase,
  type: z.literal('screenshot'),
  fullPage: z.boolean().optional(),
  target: targetSchema.optional(),
});
