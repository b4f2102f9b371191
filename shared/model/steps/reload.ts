import { z } from 'zod';
import { stepBase } from '../step-base.ts';

/** Loads the page again. */
export const reloadSchema = z.strictObject({ ...stepBase, type: z.literal('reload') });
