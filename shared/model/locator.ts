import { z } from 'zod';

const text = z.string().min(1).max(4000);
/** It matched nothing else when it was recorded, as far as that was looked at; this one was not. */
const unchecked = z.literal(true).optional();
const exact = z.boolean().optional();
const pixels = z.number().min(0).max(100_000);

/** One way to find an element. Several are tried in order; several matches are a failure, never "the first". */
export const candidateSchema = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('testId'), value: text, unchecked }),
  z.strictObject({ by: z.literal('role'), role: text, name: text.optional(), exact, unchecked }),
  z.strictObject({ by: z.literal('label'), value: text, exact, unchecked }),
  z.strictObject({ by: z.literal('placeholder'), value: text, exact, unchecked }),
  z.strictObject({ by: z.literal('alt'), value: text, exact, unchecked }),
  z.strictObject({ by: z.literal('title'), value: text, exact, unchecked }),
  z.strictObject({ by: z.literal('text'), value: text, exact, unchecked }),
  z.strictObject({ by: z.literal('id'), value: text, unchecked }),
  z.strictObject({ by: z.literal('css'), value: text, unchecked }),
  z.strictObject({ by: z.literal('xpath'), value: text, unchecked }),
  /** The element `value` (CSS) inside the `container` (CSS, a table row unless told) that holds the text `anchor`. */
  z.strictObject({ by: z.literal('anchored'), anchor: text, value: text, container: text.optional(), unchecked }),
  /** A place inside the element `value` (CSS), in pixels from its upper left corner: for closed shadow roots and canvases. */
  z.strictObject({ by: z.literal('point'), value: text, x: pixels, y: pixels, unchecked }),
]);
export type Candidate = z.infer<typeof candidateSchema>;

const candidates = z.array(candidateSchema).min(1, 'at least one candidate').max(20);

/** A frame on the way to the element, outermost first; a plain string is a CSS selector. */
export const frameSchema = z.union([
  text,
  z.strictObject({
    candidates: candidates.refine((list) => list.every(({ by }) => by !== 'point'), 'a frame is no point'),
  }),
]);

/** Where a step acts; a plain string is a CSS selector. `name`: what a person calls it, as in «Buscar». */
export const targetSchema = z.union([
  text,
  z.strictObject({
    candidates,
    frame: z.array(frameSchema).max(10).optional(),
    name: z.string().max(200).optional(),
  }),
]);
export type Target = z.infer<typeof targetSchema>;
