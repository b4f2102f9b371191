import { problemSchema } from '@sri/shared/errors.ts';
import { proofStateSchema } from '@sri/shared/model/session-proof.ts';
import { z } from 'zod';
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

/** Why a page cannot be seen. `code` is Chromium's own, as in `ERR_NAME_NOT_RESOLVED`; `subject` the certificate's. */
export const pageFaultSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('load'), code: z.string(), host: z.string() }),
  z.object({
    kind: z.literal('certificate'),
    code: z.string(),
    host: z.string(),
    subject: z.string(),
    issuer: z.string(),
  }),
  z.object({ kind: z.literal('crashed'), code: z.string(), host: z.string() }),
]);
export type PageFault = z.infer<typeof pageFaultSchema>;

export const captureTabSchema = z.object({
  id: z.number().int(),
  title: z.string(),
  url: z.string(),
  loading: z.boolean(),
  canGoBack: z.boolean(),
  /** In percent. */
  zoom: z.number(),
  fault: pageFaultSchema.nullable(),
});
export type CaptureTab = z.infer<typeof captureTabSchema>;

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

export const captureStateSchema = z.object({
  providerId: z.uuid(),
  way: captureWaySchema,
  phase: capturePhaseSchema,
  /** The address has left the login page: the person is probably inside. */
  looksInside: z.boolean(),
  /** Who does not let people sign in inside other apps, as in `Google`; null: nobody has said so. */
  refusedBy: z.string().nullable(),
  tabs: z.array(captureTabSchema),
  activeTab: z.number().int().nullable(),
  /** The page is shown as large as the robot sees it, scaled to fit. */
  asRobot: z.boolean(),
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
const pixels = z.number().min(-10_000).max(10_000);
const boundsSchema = z.object({ x: pixels, y: pixels, width: pixels.min(0), height: pixels.min(0) });

/** Calls about the embedded browser in which a person signs in to a portal. */
export const CAPTURE_CALLS = {
  'capture.open': { input: z.object({ providerId: z.uuid(), way: captureWaySchema }), output: captureStateSchema },
  'capture.state': { input: nothing, output: captureStateSchema.nullable() },
  /** Where the embedded browser is to stand in the window, in CSS pixels; null: out of sight. */
  'capture.place': { input: z.object({ bounds: boundsSchema.nullable() }), output: nothing },
  /** A picture of the page as a data URL, to stand in its place; null where there is none. */
  'capture.picture': { input: nothing, output: z.object({ url: z.string().nullable() }) },
  'capture.go': { input: z.object({ to: z.enum(['back', 'reload', 'start']) }), output: nothing },
  'capture.zoom': { input: z.object({ to: z.enum(['in', 'out', 'reset']) }), output: nothing },
  'capture.asRobot': { input: z.object({ on: z.boolean() }), output: nothing },
  'capture.tab': { input: z.object({ id: z.number().int(), act: z.enum(['show', 'close']) }), output: nothing },
  'capture.focus': { input: nothing, output: nothing },
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

/** Keys that the embedded browser passes on, since the page of the app gets none while it has the focus. */
export const capturedKeySchema = z.enum(['F6', 'F8', 'F9', 'F10', 'palette', 'save']);
export type CapturedKey = z.infer<typeof capturedKeySchema>;

export const CAPTURE_EVENTS = {
  'capture.changed': captureStateSchema.nullable(),
  'capture.key': z.object({ key: capturedKeySchema }),
  /** Somebody wants to close the window while something is unsaved. */
  'capture.closeAsked': nothing,
} as const satisfies IpcEvents;
