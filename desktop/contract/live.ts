import { doneMessageSchema, jobEventSchema } from '@sri/shared/model/live-event.ts';
import { cursorSchema } from '@sri/shared/protocol/api/live.ts';
import type { FrameMeta } from '@sri/shared/protocol/live-frame.ts';
import { pageInputSchema } from '@sri/shared/protocol/page-input.ts';
import { z } from 'zod';

/** What can be followed live: one execution, or the ends of all executions of the organisation. */
export const topicSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('job'), jobId: z.string() }),
  z.object({ kind: z.literal('org') }),
]);
export type Topic = z.infer<typeof topicSchema>;

/** Where a follower stopped: the id of the last event that it has. */
export type Cursor = z.infer<typeof cursorSchema>;

export const streamEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('event'), id: z.string().nullable(), event: jobEventSchema }),
  z.object({ kind: z.literal('end') }),
  z.object({ kind: z.literal('done'), done: doneMessageSchema }),
  /** Nothing may have been missed: the stream goes on at its cursor. */
  z.object({ kind: z.literal('link'), live: z.boolean() }),
]);
export type StreamEvent = z.infer<typeof streamEventSchema>;

export const connectionSchema = z.object({
  online: z.boolean(),
  /** When the next probe goes out, in ms since the epoch; null while online or while one is on its way. */
  retryAt: z.number().nullable(),
  /** When the server last answered. */
  lastOkAt: z.number().nullable(),
});
export type ConnectionState = z.infer<typeof connectionSchema>;

/** What comes to whoever watches a page of an execution's browser. */
export type FrameMessage =
  /** A JPEG, the receiver's own. To be answered with `seen` once it is drawn: that is how the server knows a slow link. */
  | { kind: 'frame'; picture: ArrayBuffer; meta: FrameMeta }
  /** The page looks as it did. */
  | { kind: 'same'; meta: FrameMeta }
  /** `stills`: the link is slow, a picture comes every few seconds. */
  | { kind: 'pace'; stills: boolean }
  | { kind: 'link'; live: boolean }
  /** It cannot be watched: too many do, or it is not there. */
  | { kind: 'refused'; code: string };

export interface FrameWatch {
  seen(): void;
  stop(): void;
}

/** Input for a page by whoever has control; `holdId` is what `controlJob` answered. */
export const inputMessageSchema = z.object({
  jobId: z.string(),
  holdId: z.string(),
  pageId: z.string(),
  input: pageInputSchema,
});
export type InputMessage = z.infer<typeof inputMessageSchema>;
