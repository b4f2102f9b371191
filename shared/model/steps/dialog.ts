import { z } from 'zod';
import { dialogAnswer, stepBase } from '../step-base.ts';

/** Says how the next dialog of the page is answered, whichever step causes it. */
export const dialogSchema = z.strictObject({ ...stepBase, type: z.literal('dialog'), ...dialogAnswer });
