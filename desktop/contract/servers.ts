import { z } from 'zod';
import type { IpcCalls, IpcEvents } from './ipc-call.ts';

/** What a server is used for; its colour at the left end of the status bar says it (production must never be mistaken). */
export const environmentSchema = z.enum(['production', 'test', 'local']);
export type ServerEnvironment = z.infer<typeof environmentSchema>;

/** An installation of SRI that this computer knows. */
export const knownServerSchema = z.object({
  id: z.uuid(),
  name: z.string().trim().min(1).max(80),
  /** Origin, as in `https://sri.example.com`. */
  url: z.url(),
  environment: environmentSchema,
});
export type KnownServer = z.infer<typeof knownServerSchema>;

/** Why a server cannot be used: each with words of its own on the screen. */
export const serverFaultSchema = z.enum([
  'not_an_address',
  'unreachable',
  'name_unknown',
  'not_sri',
  'certificate_expired',
  'certificate_name',
  'certificate_unknown',
  'certificate_other',
]);
export type ServerFault = z.infer<typeof serverFaultSchema>;

/** A server's certificate, as far as a person can judge it. */
export const certificateSchema = z.object({
  /** Whom it was made for, and by whom. */
  subject: z.string(),
  issuer: z.string(),
  /** ms since the epoch. */
  validUntil: z.number(),
});
export type Certificate = z.infer<typeof certificateSchema>;

/** What a look at an address found. `url` is the address that was tried, with its scheme put right. */
export const serverCheckSchema = z.discriminatedUnion('ok', [
  /** `certificate` null: the connection is not encrypted. */
  z.object({ ok: z.literal(true), url: z.url(), version: z.string(), certificate: certificateSchema.nullable() }),
  z.object({
    ok: z.literal(false),
    url: z.string(),
    fault: serverFaultSchema,
    certificate: certificateSchema.nullable(),
  }),
]);
export type ServerCheck = z.infer<typeof serverCheckSchema>;

const nothing = z.void();
const byId = z.object({ id: z.uuid() });

export const SERVER_CALLS = {
  'servers.check': { input: z.object({ url: z.string().max(500) }), output: serverCheckSchema },
  'servers.add': { input: knownServerSchema.omit({ id: true }), output: knownServerSchema },
  'servers.choose': { input: byId, output: nothing },
  'servers.forget': { input: byId, output: nothing },
} as const satisfies IpcCalls;

/** The list, and which of them is in use. */
export const serversStateSchema = z.object({ known: z.array(knownServerSchema), chosenId: z.uuid().nullable() });
export type ServersState = z.infer<typeof serversStateSchema>;

export const SERVER_EVENTS = { 'servers.changed': serversStateSchema } as const satisfies IpcEvents;
