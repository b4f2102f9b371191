import { z } from 'zod';
import { targetSchema } from '../locator.ts';
import { stepBase } from '../step-base.ts';

/** Puts the pointer on an element, for menus that open under it. */
export const hoverSchema = z.strictObject({ ...stepBase, type: z.literal('hover'), target: targetSchema });
