import { z } from 'zod';
import { conditionSchema } from '../condition.ts';
import { stepBase } from '../step-base.ts';

/** Waits so many `ms`, or until a condition holds (at most `timeoutMs`, 30 s unless told). */
export const waitSchema = z
  .strictObject({
    ...stepBase,
    type: z.literal('wait'),
    ms: z.number().int().min(0).max(600_000).optional(),
    until: conditionSchema.optional(),
  })
  .refine((step) => (step.ms === undefined) !== (step.until === undefined), {
    error: 'either ms or until',
    path: ['ms'],
  });
