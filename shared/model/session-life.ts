import { z } from 'zod';
import { proofOutcomeSchema } from './session-proof.ts';

/** What an organisation says of a portal's sessions. */
export const sessionRulesSchema = z.strictObject({
  /** Minutes between two looks whether a session is still taken, by a robot; 0: never. */
  checkEveryMinutes: z
    .number()
    .int()
    .refine(
      (minutes) => minutes === 0 || (minutes >= 15 && minutes <= 10_080),
      '0, or from 15 minutes to a week (10080)',
    ),
  /** Refused logins in a row after which nothing of the account starts any more. */
  maxRefusals: z.number().int().min(1).max(10),
});
export type SessionRules = z.infer<typeof sessionRulesSchema>;

/** Where an organisation says nothing. Portals lock after three refusals at the least. */
export const DEFAULT_SESSION_RULES: SessionRules = { checkEveryMinutes: 360, maxRefusals: 2 };

/** What a robot found when it last tried a session. */
export const sessionHealthSchema = proofOutcomeSchema;
export type SessionHealth = z.infer<typeof sessionHealthSchema>;

/**
 * When a session will end, and what says so: the dates of its cookies, how long earlier ones of the account lived, or that
 * no session is kept longer.
 */
export const sessionForecastSchema = z.object({
  at: z.iso.datetime(),
  by: z.enum(['cookies', 'history', 'storage']),
});
export type SessionForecast = z.infer<typeof sessionForecastSchema>;
