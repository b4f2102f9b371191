import { z } from 'zod';
import { API_ROUTES, MAIN_ONLY, type RouteName } from './api-routes.ts';
import type { IpcCalls, IpcEvents } from './ipc-call.ts';
import { connectionSchema, inputMessageSchema, streamEventSchema, topicSchema } from './live.ts';
import { serversStateSchema } from './servers.ts';

const nothing = z.void();
const ofPages = (Object.keys(API_ROUTES) as RouteName[]).filter((name) => !MAIN_ONLY.includes(name));
const routeName = z.enum(ofPages as [RouteName, ...RouteName[]]);
const followId = z.uuid();

/** What this computer can keep, and what a person has to be told of it. */
export const keepingSchema = z.object({
  /** `none`: the local store could not be opened; nothing outlives this start. */
  store: z.enum(['file', 'none']),
  /** `memory`: the system has no real encryption, so a sign-in is forgotten when the app closes. */
  secrets: z.enum(['encrypted', 'memory']),
});
export type Keeping = z.infer<typeof keepingSchema>;

export const appStateSchema = z.object({
  servers: serversStateSchema,
  connection: connectionSchema,
  keeping: keepingSchema,
  /** The renderer's own settings, as text that it wrote itself. */
  preferences: z.string().nullable(),
  /** Where a link led that was opened before the window stood. */
  openPath: z.string().nullable(),
});
export type AppState = z.infer<typeof appStateSchema>;

export const APP_CALLS = {
  'app.state': { input: nothing, output: appStateSchema },
  'app.exportDiagnostics': { input: nothing, output: z.object({ saved: z.boolean() }) },
  'preferences.write': { input: z.object({ text: z.string().max(10_000) }), output: nothing },
  'api.request': { input: z.object({ route: routeName, input: z.unknown() }), output: z.unknown() },
  'live.follow': {
    input: z.object({ followId, topic: topicSchema, from: z.string().nullable() }),
    output: nothing,
  },
  'live.leave': { input: z.object({ followId }), output: nothing },
  /** Pictures of a page; they come through a port of the same id, which is also how to stop them. */
  'live.watch': {
    input: z.object({ watchId: z.uuid(), jobId: z.string(), pageId: z.string().nullable() }),
    output: nothing,
  },
  'live.input': { input: inputMessageSchema, output: nothing },
  'connection.retry': { input: nothing, output: nothing },
  'files.save': {
    input: z.object({ name: z.string().min(1).max(300), url: z.url() }),
    output: z.object({ saved: z.boolean() }),
  },
  'links.open': { input: z.object({ url: z.url() }), output: nothing },
  'windows.openJob': { input: z.object({ jobId: z.uuid() }), output: nothing },
} as const satisfies IpcCalls;

export const APP_EVENTS = {
  'connection.changed': connectionSchema,
  'live.event': z.object({ followId, event: streamEventSchema }),
  signedOut: nothing,
  'path.opened': z.object({ path: z.string() }),
} as const satisfies IpcEvents;
