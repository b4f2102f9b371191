import { z } from 'zod';
import type { IpcCalls, IpcEvents } from './ipc-call.ts';

/*
 * A browser inside our own window: its pages, and what a person does with them as with any browser. There is one at a
 * time, for the capture of a session or for a recording.
 */

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

export const embeddedTabSchema = z.object({
  id: z.number().int(),
  title: z.string(),
  url: z.string(),
  loading: z.boolean(),
  canGoBack: z.boolean(),
  /** In percent. */
  zoom: z.number(),
  fault: pageFaultSchema.nullable(),
});
export type EmbeddedTab = z.infer<typeof embeddedTabSchema>;

export const embeddedPagesSchema = z.object({
  tabs: z.array(embeddedTabSchema),
  activeTab: z.number().int().nullable(),
  /** The page is shown as large as the robot sees it, scaled to fit. */
  asRobot: z.boolean(),
});
export type EmbeddedPages = z.infer<typeof embeddedPagesSchema>;

const nothing = z.void();
const pixels = z.number().min(-10_000).max(10_000);
const boundsSchema = z.object({ x: pixels, y: pixels, width: pixels.min(0), height: pixels.min(0) });

export const EMBEDDED_CALLS = {
  /** Where the pages are to stand in the window, in CSS pixels; null: out of sight. */
  'embedded.place': { input: z.object({ bounds: boundsSchema.nullable() }), output: nothing },
  /** A picture of the page as a data URL, to stand in its place; null where there is none. */
  'embedded.picture': { input: nothing, output: z.object({ url: z.string().nullable() }) },
  'embedded.go': { input: z.object({ to: z.enum(['back', 'reload', 'start']) }), output: nothing },
  /** To an address that a person typed. */
  'embedded.visit': { input: z.object({ url: z.url({ protocol: /^https?$/ }).max(4000) }), output: nothing },
  'embedded.zoom': { input: z.object({ to: z.enum(['in', 'out', 'reset']) }), output: nothing },
  'embedded.asRobot': { input: z.object({ on: z.boolean() }), output: nothing },
  'embedded.tab': { input: z.object({ id: z.number().int(), act: z.enum(['show', 'close']) }), output: nothing },
  'embedded.focus': { input: nothing, output: nothing },
} as const satisfies IpcCalls;

/** Keys that the pages pass on, since the page of the app gets none while they have the focus. */
export const passedKeySchema = z.enum(['F6', 'F8', 'F9', 'F10', 'palette', 'save']);
export type PassedKey = z.infer<typeof passedKeySchema>;

export const EMBEDDED_EVENTS = { 'embedded.key': z.object({ key: passedKeySchema }) } as const satisfies IpcEvents;
