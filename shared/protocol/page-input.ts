import { z } from 'zod';

/** In CSS pixels of the page's window. */
const place = { x: z.number().min(0).max(20_000), y: z.number().min(0).max(20_000) };
const button = z.enum(['left', 'middle', 'right']);

/** What a person who has control does to a page. Never logged and never stored: it may be a password. */
export const pageInputSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('move'), ...place }),
  /** `clicks`: 2 for the second press of a double click. */
  z.strictObject({ kind: z.literal('down'), ...place, button, clicks: z.number().int().min(1).max(3) }),
  z.strictObject({ kind: z.literal('up'), ...place, button, clicks: z.number().int().min(1).max(3) }),
  z.strictObject({
    kind: z.literal('wheel'),
    ...place,
    dx: z.number().min(-5000).max(5000),
    dy: z.number().min(-5000).max(5000),
  }),
  /** Typed or pasted. */
  z.strictObject({ kind: z.literal('text'), text: z.string().min(1).max(2000) }),
  /** A key that writes nothing, or a chord, as in `Enter` or `Control+A`. */
  z.strictObject({
    kind: z.literal('key'),
    key: z.string().regex(/^(?:(?:Control|Shift|Alt|Meta)\+){0,4}[A-Za-z0-9]{1,20}$/),
  }),
]);
export type PageInput = z.infer<typeof pageInputSchema>;
