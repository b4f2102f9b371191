import { z } from 'zod';
import { idSchema } from '../../model/ids.ts';
import { doneMessageSchema, jobEventSchema } from '../../model/live-event.ts';
import { pageInputSchema } from '../page-input.ts';

/*
 * The WebSocket at /api/live. A client that sent neither an Authorization header nor the console's cookie says who it
 * is with its first message; a token never stands in the address.
 *
 *   connected ──auth (or header, cookie)──> ready ──subscribe──> event, event ... end
 *                                             ├──subscribeOrg──> done, done ...
 *                                             ├──watch─────────> frames (binary, see live-frame.ts), pace ...
 *                                             └──input, by whoever has control
 *
 * Whoever watches says `seen` after each frame that it has drawn: who is slow to say so gets fewer of them.
 */
export const LIVE_PATH = '/api/live';

/** An id of a stream entry, as in `1700000000000-0`; events after it are sent. */
export const cursorSchema = z.string().regex(/^\d{1,16}-\d{1,10}$/, 'an event id, as in 1700000000000-0');

export const clientMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('auth'), token: z.string().min(1).max(4000) }),
  z.strictObject({ type: z.literal('subscribe'), jobId: idSchema, cursor: cursorSchema.optional() }),
  z.strictObject({ type: z.literal('unsubscribe'), jobId: idSchema }),
  z.strictObject({ type: z.literal('subscribeOrg') }),
  /** Pictures of a page; without `pageId`, of the one that the flow is on. One page a job: another takes its place. */
  z.strictObject({ type: z.literal('watch'), jobId: idSchema, pageId: z.string().max(20).optional() }),
  z.strictObject({ type: z.literal('unwatch'), jobId: idSchema }),
  z.strictObject({ type: z.literal('seen'), jobId: idSchema }),
  z.strictObject({
    type: z.literal('input'),
    jobId: idSchema,
    holdId: z.string().max(64),
    pageId: z.string().max(20),
    input: pageInputSchema,
  }),
  z.strictObject({ type: z.literal('ping') }),
]);
export type ClientMessage = z.infer<typeof clientMessageSchema>;

export const serverMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  /** `id` is the cursor to come back with; null for an event that stands in no stream. */
  z.object({ type: z.literal('event'), jobId: z.string(), id: z.string().nullable(), event: jobEventSchema }),
  /** The execution's final status was sent; nothing follows. */
  z.object({ type: z.literal('end'), jobId: z.string() }),
  z.object({ type: z.literal('done'), done: doneMessageSchema }),
  /** `stills`: the link is slow, a picture comes every few seconds. */
  z.object({ type: z.literal('pace'), jobId: z.string(), stills: z.boolean() }),
  z.object({
    type: z.literal('error'),
    code: z.string(),
    detail: z.string(),
    hint: z.string(),
    jobId: z.string().optional(),
  }),
  z.object({ type: z.literal('pong') }),
]);
export type ServerMessage = z.infer<typeof serverMessageSchema>;

/** Why the server closed a socket (RFC 6455, 4000-4999 are ours). */
export const LIVE_CLOSE = {
  goingAway: 1001,
  badMessage: 4400,
  unauthenticated: 4401,
  /** The client did not take what was sent to it; it may come back with its cursor. */
  tooSlow: 4408,
} as const;
