import { z } from 'zod';
import { stepBase } from '../step-base.ts';

/** Closes a page, the current one unless `page` names another; the flow goes on in the page that opened it. */
export const closePageSchema = z.strictObject({ ...stepBase, type: z.literal('closePage') });
