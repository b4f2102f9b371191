import { z } from 'zod';
import { stepBase } from '../step-base.ts';

/** Goes back to the address before, as the browser's button does. */
export const backSchema = z.strictObject({ ...stepBase, type: z.literal('back') });
