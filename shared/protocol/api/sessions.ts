import { z } from 'zod';
import { idSchema } from '../../model/ids.ts';
import { jobStatusSchema } from '../../model/job.ts';
import { connectionStatusSchema } from '../../model/provider.ts';
import { sessionForecastSchema, sessionHealthSchema, sessionRulesSchema } from '../../model/session-life.ts';
import { proofStateSchema } from '../../model/session-proof.ts';
import { sessionSchema } from '../../model/session.ts';
import { defineEndpoint } from './endpoint.ts';

const params = z.object({ providerId: idSchema });
const count = z.number().int();

/** What a session holds, by kind and site; never a value. */
export const sessionSummarySchema = z.object({
  cookies: count,
  localStorage: count,
  sessionStorage: count,
  indexedDB: count,
  /** Number of cookies of each site. */
  sites: z.array(z.object({ domain: z.string(), cookies: count })),
  /** Earliest end of a cookie that has one, and the latest; null: only cookies without an end. */
  firstExpiry: z.iso.datetime().nullable(),
  lastExpiry: z.iso.datetime().nullable(),
  /** When it will stop working as far as its cookies tell; null: they do not, absent: written before this was noted. */
  expectedUntil: z.iso.datetime().nullish(),
  hasMarker: z.boolean(),
});
export type SessionSummary = z.infer<typeof sessionSummarySchema>;

/** What was sent but not kept, because it belongs to other sites than the portal's (R49). */
export const droppedSchema = z.object({ domain: z.string(), cookies: count, origins: count });

export const accountSchema = z.object({
  providerId: idSchema,
  provider: z.string(),
  providerName: z.string(),
  userId: idSchema,
  userName: z.string(),
  status: connectionStatusSchema,
  sessionVersion: count,
  /** When the account was first connected. */
  connectedAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  /** Whether Redis holds the session now; `unknown` while Redis is away. */
  stored: z.enum(['yes', 'no', 'unknown']),
  /** Seconds until Redis drops it; null: not stored, or set without an end. */
  ttlSeconds: count.nullable(),
  /** Null: it was put there by hand, not through this API. */
  summary: sessionSummarySchema.nullable(),
  /** Executions that wait for a new session of this account. */
  waiting: count,
  /** The last execution that a robot began with it. */
  lastRun: z.object({ jobId: z.string(), status: jobStatusSchema, at: z.iso.datetime() }).nullable(),
  /** What a robot found when it last tried the session by itself or was asked to; null: none has. */
  health: sessionHealthSchema.nullable(),
  /** When one looks next; null: none will. */
  nextCheckAt: z.iso.datetime().nullable(),
  /** When the portal last took the session, in an execution or a try; null: not known. */
  provenAt: z.iso.datetime().nullable(),
  /** When it was first seen not to take it any more; null: it was not. */
  endedAt: z.iso.datetime().nullable(),
  forecast: sessionForecastSchema.nullable(),
  /** Logins of flows in a row that the portal refused. */
  refusals: count,
  /** Nothing of the account starts any more because of them, until somebody releases it. */
  guarded: z.boolean(),
});
export type Account = z.infer<typeof accountSchema>;

export const saveSession = defineEndpoint({
  method: 'PUT',
  path: '/api/sessions/:providerId',
  summary: 'Stores a captured session and connects the account. `connectedAt` (ms) is now if not given.',
  tag: 'sessions',
  permission: 'sessions:write',
  params,
  body: z.strictObject({
    ...sessionSchema.omit({ sessionVersion: true, refreshedAt: true }).shape,
    connectedAt: sessionSchema.shape.connectedAt.optional(),
  }),
  // Storage of a page may hold any text; what is kept of it in the database is counted, not copied.
  anyText: true,
  bodyLimit: 5 * 1024 * 1024,
  status: 200,
  response: z.object({
    providerId: idSchema,
    provider: z.string(),
    userId: idSchema,
    status: connectionStatusSchema,
    sessionVersion: count,
    connectedAt: z.number().int(),
    expiresInSeconds: count,
    sealed: z.boolean(),
    summary: sessionSummarySchema,
    dropped: z.array(droppedSchema),
    warnings: z.array(z.string()),
  }),
});

export const listSessions = defineEndpoint({
  method: 'GET',
  path: '/api/sessions',
  summary: "The organisation's accounts and what is known of their sessions; never a value.",
  tag: 'sessions',
  permission: 'sessions:read',
  status: 200,
  response: z.array(accountSchema),
});

export const deleteSession = defineEndpoint({
  method: 'DELETE',
  path: '/api/sessions/:providerId',
  summary: 'Forgets the own session at this portal and disconnects the account.',
  tag: 'sessions',
  permission: 'sessions:write',
  params,
  status: 204,
});

export const checkSession = defineEndpoint({
  method: 'POST',
  path: '/api/sessions/:providerId/check',
  summary: 'Opens the stored session and says what that proves, and what not.',
  tag: 'sessions',
  permission: 'sessions:write',
  params,
  status: 200,
  response: z.object({
    usable: z.boolean(),
    /** `unreadable` also for one that was sealed for another account or under another key. */
    state: z.enum(['readable', 'missing', 'unreadable', 'plainRefused', 'expired']),
    detail: z.string(),
    sealed: z.boolean().nullable(),
    sessionVersion: count.nullable(),
    ttlSeconds: count.nullable(),
    summary: sessionSummarySchema.nullable(),
    /** When it will stop working as far as its cookies tell; null: they do not. */
    expectedUntil: z.iso.datetime().nullable(),
    proves: z.string(),
    doesNotProve: z.string(),
  }),
});

export const lendSession = defineEndpoint({
  method: 'POST',
  path: '/api/sessions/:providerId/lend',
  summary:
    'Hands the own stored session to the desktop app, which records flows with it. Only for a person who is signed in, never for an API key; kept in the audit log.',
  tag: 'sessions',
  permission: 'sessions:write',
  params,
  status: 200,
  response: z.object({ session: sessionSchema }),
});

export const sessionVersionSchema = z.object({
  sessionVersion: count,
  /** When it was captured. */
  connectedAt: z.iso.datetime(),
  /** Seconds until Redis drops it. */
  ttlSeconds: count,
  summary: sessionSummarySchema,
});
export type SessionVersion = z.infer<typeof sessionVersionSchema>;

/** Former sessions of an account that are kept, at most. */
export const KEPT_SESSION_VERSIONS = 5;

export const listSessionVersions = defineEndpoint({
  method: 'GET',
  path: '/api/sessions/:providerId/versions',
  summary: 'Former sessions of the own account that can be restored, newest first; never a value.',
  tag: 'sessions',
  permission: 'sessions:read',
  params,
  status: 200,
  response: z.object({ items: z.array(sessionVersionSchema) }),
});

export const restoreSession = defineEndpoint({
  method: 'POST',
  path: '/api/sessions/:providerId/versions/:sessionVersion/restore',
  summary: 'Puts a former session of the own account back, as a new version with the rest of its lifetime.',
  tag: 'sessions',
  permission: 'sessions:write',
  params: params.extend({ sessionVersion: z.coerce.number().int().min(0).max(1_000_000_000) }),
  status: 200,
  response: z.object({
    providerId: idSchema,
    provider: z.string(),
    /** Of the session that stands there now. */
    sessionVersion: count,
    restoredVersion: count,
    expiresInSeconds: count,
  }),
});

export const releaseAccount = defineEndpoint({
  method: 'POST',
  path: '/api/sessions/:providerId/release',
  summary:
    'Somebody has looked at an account whose logins the portal refused: they are forgotten, and what waited because of them starts. The own account unless `userId` says whose.',
  tag: 'sessions',
  permission: 'sessions:write',
  params,
  body: z.strictObject({ userId: idSchema.optional() }),
  status: 200,
  response: z.object({
    /** Executions that were queued again. */
    released: count,
  }),
});

export const getSessionRules = defineEndpoint({
  method: 'GET',
  path: '/api/providers/:providerId/session-rules',
  summary: "How often a portal's sessions are tried, and after how many refused logins an account is stopped.",
  tag: 'sessions',
  permission: 'sessions:read',
  params,
  status: 200,
  response: sessionRulesSchema,
});

export const putSessionRules = defineEndpoint({
  method: 'PUT',
  path: '/api/providers/:providerId/session-rules',
  summary:
    "Says how often a portal's sessions are tried (0: never), and after how many refused logins an account is stopped.",
  tag: 'sessions',
  permission: 'providers:write',
  params,
  body: sessionRulesSchema,
  status: 200,
  response: sessionRulesSchema,
});

export const startProof = defineEndpoint({
  method: 'POST',
  path: '/api/sessions/:providerId/proofs',
  summary: 'Lets a worker open the portal with the own stored session; one at a time for an account.',
  tag: 'sessions',
  permission: 'sessions:write',
  params,
  status: 202,
  response: z.object({ proofId: idSchema }),
});

export const readProof = defineEndpoint({
  method: 'GET',
  path: '/api/sessions/:providerId/proofs/:proofId',
  summary: 'How such a try stands, for ten minutes; `lost` when no worker answered within two.',
  tag: 'sessions',
  permission: 'sessions:write',
  params: z.object({ providerId: idSchema, proofId: idSchema }),
  status: 200,
  response: proofStateSchema,
});
