import { z } from 'zod';
import { sealedPartsSchema } from './sealed.ts';

/** Seconds that a session lives in Redis (guide: `EX 604800`). */
export const SESSION_TTL_SECONDS = 604_800;

/** A cookie as the guide writes it by hand and as the browsers hand it out. `expires`: seconds since the epoch, -1 or absent for a session cookie. */
export const cookieSchema = z.object({
  name: z.string().min(1).max(4096),
  value: z.string().max(8192),
  domain: z.string().min(1).max(255),
  path: z.string().max(2048).optional(),
  expires: z.number().optional(),
  httpOnly: z.boolean().optional(),
  secure: z.boolean().optional(),
  sameSite: z.enum(['Strict', 'Lax', 'None']).optional(),
});
export type SessionCookie = z.infer<typeof cookieSchema>;

const nameValue = z.object({ name: z.string(), value: z.string() });

/** Browser storage of one origin. `indexedDB` is kept as Playwright's storageState writes it. */
export const originStorageSchema = z.object({
  origin: z.url(),
  localStorage: z.array(nameValue).optional(),
  sessionStorage: z.array(nameValue).optional(),
  indexedDB: z.array(z.unknown()).optional(),
});

export const environmentSchema = z.object({
  userAgent: z.string().max(1000).optional(),
  languages: z.array(z.string().max(35)).max(20).optional(),
  timezone: z.string().max(64).optional(),
  viewport: z
    .object({ width: z.number().int().min(200).max(8000), height: z.number().int().min(200).max(8000) })
    .optional(),
});

/** What proves "logged in": an element that is only there then, an address pattern (`*` wildcards), or both. */
export const markerSchema = z.object({
  element: z.string().max(2000).optional(),
  urlPattern: z.string().max(2000).optional(),
  /** Address pattern of the login page, where the capture saw one. */
  loginUrlPattern: z.string().max(2000).optional(),
  /** The page on which the element was pointed at: where a proof on a worker looks for it. */
  pageUrl: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .optional(),
});
export type SessionMarker = z.infer<typeof markerSchema>;

/** The content of a session, as the worker uses it. */
export const sessionSchema = z.object({
  cookies: z.array(cookieSchema).max(1000),
  connectedAt: z.number().int().nonnegative(),
  origins: z.array(originStorageSchema).max(100).optional(),
  environment: environmentSchema.optional(),
  marker: markerSchema.optional(),
  sessionVersion: z.number().int().positive().optional(),
  /** When a run last stored what the portal had made of it, in ms since the epoch. */
  refreshedAt: z.number().int().nonnegative().optional(),
});
export type Session = z.infer<typeof sessionSchema>;

/** What a portal makes of a session while it is used. */
export const refreshedSessionSchema = z.object({
  cookies: sessionSchema.shape.cookies,
  origins: z.array(originStorageSchema).max(100),
});
export type RefreshedSession = z.infer<typeof refreshedSessionSchema>;

/** The sealed form (R42): `connectedAt` stays readable, everything else lies in `cookies`. */
export const sealedSessionSchema = z.object({
  connectedAt: z.number().int().nonnegative(),
  cookies: sealedPartsSchema,
});
export type SealedSession = z.infer<typeof sealedSessionSchema>;

/** What stands under the session key: one or the other. */
export const storedSessionSchema = z.union([sealedSessionSchema, sessionSchema]);
