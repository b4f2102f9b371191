import { z } from 'zod';

/** A part of a session that a fresh browser did not take, or that was left out on purpose. */
export const leftOutSchema = z.enum(['cookies', 'otherSites', 'localStorage', 'sessionStorage', 'indexedDB']);
export type LeftOut = z.infer<typeof leftOutSchema>;

/**
 * Why a session may work where it was captured and not on a worker, likeliest first. `exit`: the worker reaches the
 * portal from another address; the last to be thought of, since nothing here shows it.
 */
export const proofCauseSchema = z.enum([
  'storage',
  'cookies',
  'otherSites',
  'userAgent',
  'language',
  'timezone',
  'exit',
]);
export type ProofCause = z.infer<typeof proofCauseSchema>;

/**
 * What a worker found when it opened the portal with a session. `noMark`: the page came, without what proves "logged
 * in"; `unreachable`: no page came, which says nothing of the session.
 */
export const proofVerdictSchema = z.enum(['works', 'asksLogin', 'noMark', 'unreachable', 'unusable', 'failed']);
export type ProofVerdict = z.infer<typeof proofVerdictSchema>;

export const proofOutcomeSchema = z.object({
  verdict: proofVerdictSchema,
  workerId: z.string(),
  /** Was there a mark to look for? Without one `works` only says that no login page came. */
  markLookedFor: z.boolean(),
  causes: z.array(proofCauseSchema),
  /** In the run's own words, where it did not work. */
  detail: z.string().nullable(),
  /** ms since the epoch. */
  at: z.number().int(),
});
export type ProofOutcome = z.infer<typeof proofOutcomeSchema>;

/*
 *   waiting ──a worker takes it──> running ──> done
 *      └── nobody took it in time ──> lost <──┘ the worker died
 */
export const proofStateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('waiting') }),
  z.object({ state: z.literal('running'), workerId: z.string() }),
  z.object({ state: z.literal('done'), outcome: proofOutcomeSchema }),
  z.object({ state: z.literal('lost') }),
]);
export type ProofState = z.infer<typeof proofStateSchema>;
