import { z } from 'zod';
import { candidateSchema } from '@sri/shared/model/locator.ts';

/*
 * What a recorded page may tell us. The page is hostile ground: every message is parsed, every field is named, and what a
 * secret field holds has no field here that it could stand in.
 */

const words = z.string().max(400);

/** How likely the element is found again: two independent strong ways, one, or none. Shown as fuerte, medio, frágil. */
export const strengthSchema = z.enum(['strong', 'medium', 'fragile']);
export type Strength = z.infer<typeof strengthSchema>;

/** An element as the page saw it. Without candidates nothing finds it and nothing else: a person has to choose. */
export const describedSchema = z.strictObject({
  candidates: z.array(candidateSchema).max(12),
  strength: strengthSchema,
  /** What a person calls it. */
  name: words,
  tag: z.string().max(60),
  type: z.string().max(40).optional(),
  visible: z.boolean(),
});
export type Described = z.infer<typeof describedSchema>;

const columnSchema = z.strictObject({
  name: z.string().max(100),
  header: z.string().max(200).optional(),
  /** Where there is no header. */
  index: z.number().int().min(0).max(500).optional(),
});

/** A table that a person pointed at, with what could be guessed of it. */
export const tableGuessSchema = z.strictObject({
  columns: z.array(columnSchema).max(200),
  next: describedSchema.optional(),
  /** The first rows, five at most, to look at. */
  sample: z.array(z.array(words).max(200)).max(5),
});
export type TableGuess = z.infer<typeof tableGuessSchema>;

const target = describedSchema;
const acts = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('click'),
    target,
    button: z.enum(['left', 'middle', 'right']),
    count: z.number().int().min(1).max(3),
  }),
  z.strictObject({ kind: z.literal('fill'), target, value: z.string().max(20_000) }),
  /** Something was written into a secret field. That is all that is known of it; `field`: the field's own name. */
  z.strictObject({ kind: z.literal('secret'), target, field: z.string().max(200) }),
  z.strictObject({ kind: z.literal('press'), key: z.string().min(1).max(60), target: target.optional() }),
  z.strictObject({ kind: z.literal('choose'), target, values: z.array(z.string().max(4000)).max(100) }),
  z.strictObject({ kind: z.literal('check'), target, checked: z.boolean() }),
  z.strictObject({ kind: z.literal('upload'), target, count: z.number().int().min(0).max(1000) }),
  z.strictObject({ kind: z.literal('drag'), target, to: target }),
  z.strictObject({ kind: z.literal('hover'), target, guessed: z.literal(true).optional() }),
  /** A form was sent though nobody clicked or pressed anything just before. */
  z.strictObject({ kind: z.literal('submit'), target }),
  /** Something that covers the page came and went. */
  z.strictObject({ kind: z.literal('busy'), target, cameAt: z.number(), removed: z.boolean() }),
  /** The element under a right click: what the recorder's list is about. */
  z.strictObject({ kind: z.literal('context'), target, text: words }),
  z.strictObject({ kind: z.literal('picked'), target, text: words, table: tableGuessSchema.optional() }),
  /** A message that held what a secret field holds, and was kept back. */
  z.strictObject({ kind: z.literal('withheld') }),
  /** The page that has just loaded asks for a password. */
  z.strictObject({ kind: z.literal('loginPage') }),
]);
export type PageAct = z.infer<typeof acts>;

/** `doc` names the document, `seq` counts its messages, `at` is ms since 1970 by a clock that never goes back. */
export const pageMessageSchema = z.strictObject({
  doc: z.string().regex(/^[a-z0-9]{6,20}$/),
  seq: z.number().int().min(1),
  at: z.number(),
  act: acts,
});
export type PageMessage = z.infer<typeof pageMessageSchema>;
