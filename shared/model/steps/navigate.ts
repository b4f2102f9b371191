import { z } from 'zod';
import { stepBase, templateUrl } from '../step-base.ts';

/** Opens an address and waits until the page has got as far as `waitUntil` (default `load`). */
export const navigateSchema = z.strictObject({
  ...stepBase,
  type: z.literal('navigate'),
  url: templateUrl,
  waitUntil: z.enum(['load', 'domcontentloaded', 'networkidle', 'commit']).optional(),
});
