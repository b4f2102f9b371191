import { z } from 'zod';
import { stepBase } from '../step-base.ts';

/** Ends the execution as `needs_login` unless the portal still knows the session: by its marker, or the portal's login page. */
export const checkSessionSchema = z.strictObject({ ...stepBase, type: z.literal('checkSession') });
