import { problemSchema } from '@sri/shared/errors.ts';
import { proofStateSchema } from '@sri/shared/model/session-proof.ts';
import { z } from 'zod';
import { embeddedPagesSchema } from './embedded.ts';
import type { IpcCalls, IpcEvents } from './ipc-call.ts';

/** In which browser the person signs in: the app's own, or a separate Chrome where a portal refuses embedded ones. */
export const captureWaySchema = z.enum(['embedded', 'chrome']);
export type CaptureWay = z.infer<typeof captureWaySchema>;

/**
 * How far a capture is; the moves stand above `capture-controller.ts`. `kept`: the server could not be reached, the
 * session lies encrypted on this computer; `held`: the same, where nothing outlives this start.
 */
export const capturePhaseSchema = z.enum([
  'opening',
  'signingIn',
  'marking',
  'reading',
  'ready',
  'saving',
  'proving',
  'done',
  'kept',
  'held',
  'failed',
]);
export type CapturePhase = z.infer<typeof capturePhaseSchema>;

/** An element that may prove "logged in": how to find it, and what a person reads there. */
export const markCandidateSchema = z.object({ element: z.string().max(2000), words: z.string().max(200) });
export type MarkCandidate = z.infer<typeof markCandidateSchema>;

export const markSchema = z.object({
  candidates: z.array(markCandidateSchema).max(6),
  chosen: z.number().int(),
  urlPattern: z.string().max(2000),
  pageUrl: z.string().max(2000),
});
export type Mark = z.infer<typeof markSchema>;

/** What was or could not be read. `tooLarge`: left out so that the rest fits; `unreadable`: no form to keep it in. */
export const caughtWarningSchema = z.enum(['nothing', 'indexedDbTooLarge', 'tooLarge', 'tooManyCookies', 'unreadable']);
export type CaughtWarning = z.infer<typeof caughtWarningSchema>;

/** What a capture holds, by kind and site; never a value. */
export const caughtSchema = z.object({
  cookies: z.number().int(),
  localStorage: z.number().int(),
  sessionStorage: z.number().int(),
  indexedDB: z.number().int(),
  sites: z.array(z.object({ site: z.string(), cookies: z.number().int(), stored: z.number().int() })),
  bytes: z.number().int(),
  warnings: z.array(caughtWarningSchema),
});
export type Caught = z.infer<typeof caughtSchema>;

export const captureStateSchema = embeddedPagesSchema.extend({
  providerId: z.uuid(),
  way: captureWaySchema,
  phase: capturePhaseSchema,
  /** The address has left the login page: the person is probably inside. */
  looksInside: z.boolean(),
  /** Who does not let people sign in inside other apps, as in `Google`; null: nobody has said so. */
  refusedBy: z.string().nullable(),
  mark: markSchema.nullable(),
  caught: caughtSchema.nullable(),
  /** Sites whose cookies were not kept, because they are not the portal's. */
  dropped: z.array(z.string()),
  proof: proofStateSchema.nullable(),
  problem: problemSchema.nullable(),
  /** Something was read that is neither sent nor kept. */
  unsaved: z.boolean(),
});
export type CaptureState = z.infer<typeof captureStateSchema>;

const nothing = z.void();

/** Calls about the embedded browser in which a person signs in to a portal. */
export const CAPTURE_CALLS = {
  'capture.open': { input: z.object({ providerId: z.uuid(), way: captureWaySchema }), output: captureStateSchema },
  'capture.state': { input: nothing, output: captureStateSchema.nullable() },
  /** «Ya entré»: from now on the next click on the page points at the mark. */
  'capture.entered': { input: nothing, output: nothing },
  /** Back to signing in; what was read is forgotten. */
  'capture.signInAgain': { input: nothing, output: nothing },
  /** Goes on without a mark. */
  'capture.skipMark': { input: nothing, output: nothing },
  'capture.chooseMark': { input: z.object({ index: z.number().int().min(0) }), output: nothing },
  'capture.save': { input: nothing, output: nothing },
  'capture.prove': { input: nothing, output: nothing },
  'capture.close': { input: nothing, output: nothing },
} as const satisfies IpcCalls;

export const CAPTURE_EVENTS = {
  'capture.changed': captureStateSchema.nullable(),
  /** Somebody wants to close the window while something is unsaved. */
  'capture.closeAsked': nothing,
} as const satisfies IpcEvents;
