import { problemSchema } from '@sri/shared/errors.ts';
import { z } from 'zod';
import { APP_CALLS, APP_EVENTS } from './app.ts';
import { CAPTURE_CALLS, CAPTURE_EVENTS } from './capture.ts';
import { EMBEDDED_CALLS, EMBEDDED_EVENTS } from './embedded.ts';
import type { IpcCalls, IpcEvents } from './ipc-call.ts';
import { RECORDING_CALLS, RECORDING_EVENTS } from './recording.ts';
import { SERVER_CALLS, SERVER_EVENTS } from './servers.ts';

/*
 * How renderer and main process speak. Everything goes over one channel:
 *
 *   renderer ── window.sri.invoke(name, input) ──> main: sender checked, input parsed ──> { ok, value | problem }
 *   main ── { event: name, payload } ──> renderer: window.sri.on(name, listener)
 *
 * A new call is an entry in a table below and a handler in main; a new event is an entry and a `push`.
 */
export const CALLS = {
  ...APP_CALLS,
  ...SERVER_CALLS,
  ...EMBEDDED_CALLS,
  ...CAPTURE_CALLS,
  ...RECORDING_CALLS,
} as const satisfies IpcCalls;
export const EVENTS = {
  ...APP_EVENTS,
  ...SERVER_EVENTS,
  ...EMBEDDED_EVENTS,
  ...CAPTURE_EVENTS,
  ...RECORDING_EVENTS,
} as const satisfies IpcEvents;

export type CallName = keyof typeof CALLS;
export type CallInput<N extends CallName> = z.input<(typeof CALLS)[N]['input']>;
export type CallOutput<N extends CallName> = z.output<(typeof CALLS)[N]['output']>;

export type EventName = keyof typeof EVENTS;
export type EventPayload<N extends EventName> = z.output<(typeof EVENTS)[N]>;

/** What comes back of a call: its value, or the error as the problem document that HTTP uses as well. */
export const answerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), problem: problemSchema }),
]);
export type IpcAnswer = z.infer<typeof answerSchema>;
