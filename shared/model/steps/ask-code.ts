import { z } from 'zod';
import { targetSchema } from '../locator.ts';
import { stepBase } from '../step-base.ts';

/** Waits for a code that the portal sent to a person, and writes it into a field. `timeoutMs`: how long, 5 minutes unless told. */
export const askCodeSchema = z.strictObject({
  ...stepBase,
  type: z.literal('askCode'),
  target: targetSchema.optional(),
  /** Where the portal sent it, in words for the person: "un SMS al celular de Marta". */
  medium: z.string().max(200).optional(),
});
