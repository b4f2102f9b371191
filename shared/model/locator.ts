import { z } from 'zod';

const text = z.string().min(1).max(4000);

/** One way to find an element. Several are tried in order; several matches are a failure, never "the first". */
export const candidateSchema = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('testId'), value: text }),
  z.strictObject({ by: z.literal('role'), role: text, name: text.optional(), exact: z.boolean().optional() }),
  z.strictObject({ by: z.literal('label'), value: text, exact: z.boolean().optional() }),
  z.strictObject({ by: z.literal('placeholder'), value: text, exact: z.boolean().optional() }),
  z.strictObject({ by: z.literal('text'), value: text, exact: z.boolean().optional() }),
  z.strictObject({ by: z.literal('id'), value: text }),
  z.strictObject({ by: z.literal('css'), value: text }),
  z.strictObject({ by: z.literal('xpath'), value: text }),
  /** The element `value` (CSS) inside the `container` (CSS, a table row unless told) that holds the text `anchor`. */
  z.strictObject({ by: z.literal('anchored'), anchor: text, value: text, container: text.optional() }),
]);
export type Candidate = z.infer<typeof candidateSchema>;

const candidates = z.array(candidateSchema).min(1, 'at least one candidate').max(20);

/** A frame on the way to the element, outermost first; a plain string is a CSS selector. */
export const frameSchema = z.union([text, z.strictObject({ candidates })]);

/** Where a step acts; a plain string is a CSS selector. */
export const targetSchema = z.union([
  text,
  z.strictObject({ candidates, frame: z.array(frameSchema).max(10).optional() }),
]);
export type Target = z.infer<typeof targetSchema>;
