import { problemSchema } from '@sri/shared/errors.ts';
import { z } from 'zod';
import { embeddedPagesSchema } from './embedded.ts';
import type { IpcCalls, IpcEvents } from './ipc-call.ts';

/** How likely an element is found again: two independent strong ways, one, or none. */
const strengthSchema = z.enum(['strong', 'medium', 'fragile']);

/**
 * What a person should look at: `ambiguous` (no way tells the element from others), `secret` (one has to be chosen),
 * `guessed` (a hover that nobody asked for), `input` (better a value of each execution), `file` (each execution brings
 * its own), `dragged`.
 */
export const recordedFlagSchema = z.enum(['ambiguous', 'secret', 'guessed', 'input', 'file', 'dragged']);
export type RecordedFlag = z.infer<typeof recordedFlagSchema>;

/** A step that a recording made. Its id holds within the recording: the same step may still change, or go again. */
export const recordedStepSchema = z.object({
  step: z.looseObject({ id: z.string(), type: z.string() }),
  strength: strengthSchema.optional(),
  flags: z.array(recordedFlagSchema),
  /** The first rows of a table, or the text of a field, that were pointed at. */
  sample: z.array(z.array(z.string())).optional(),
});
export type RecordedStep = z.infer<typeof recordedStepSchema>;

export const pickedKindSchema = z.enum(['field', 'table']);
export type PickedKind = z.infer<typeof pickedKindSchema>;

export const recordingStateSchema = embeddedPagesSchema.extend({
  providerId: z.uuid(),
  /** The moves stand above `recording-controller.ts`. */
  phase: z.enum(['opening', 'recording', 'paused', 'failed']),
  /** Why it is paused: the person wanted it, or the page crashed. */
  pausedBy: z.enum(['person', 'crash']).nullable(),
  /** With which login: the stored one, none, or one that is there and cannot be used. */
  login: z.enum(['stored', 'missing', 'unusable']),
  /** The next click points at data instead of acting. */
  picking: pickedKindSchema.nullable(),
  /** Acts that became no step, because their frame had gone or a secret stood in them. */
  dropped: z.number().int(),
  problem: problemSchema.nullable(),
});
export type RecordingState = z.infer<typeof recordingStateSchema>;

const nothing = z.void();
const words = z.string().min(1).max(100);

/** Calls about a recording: a person uses a portal in the embedded browser, and what they do becomes steps. */
export const RECORDING_CALLS = {
  'recording.open': {
    input: z.object({
      providerId: z.uuid(),
      /** Where to begin; null: at the portal's own page. */
      start: z
        .url({ protocol: /^https?$/ })
        .max(4000)
        .nullable(),
      /** What the list under the right mouse button says. */
      words: z.object({ hover: words, doubleClick: words, waitFor: words, checkText: words }),
    }),
    output: recordingStateSchema,
  },
  'recording.state': { input: nothing, output: recordingStateSchema.nullable() },
  'recording.pause': { input: nothing, output: nothing },
  'recording.resume': { input: nothing, output: nothing },
  'recording.pick': { input: z.object({ kind: pickedKindSchema.nullable() }), output: nothing },
  /** Ends it; resolves when the last steps have been told. */
  'recording.close': { input: nothing, output: nothing },
} as const satisfies IpcCalls;

export const RECORDING_EVENTS = {
  'recording.changed': recordingStateSchema.nullable(),
  /** All steps so far, anew with each change. */
  'recording.steps': z.object({ steps: z.array(recordedStepSchema) }),
} as const satisfies IpcEvents;
