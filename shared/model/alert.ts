import { z } from 'zod';

/** What an organisation is warned of. A new kind is a word here, a fact in server/features/alerts, and its texts. */
export const alertKindSchema = z.enum([
  'session_expired',
  'session_expiring',
  'account_locked',
  'queue_old',
  'no_workers',
  'provider_failing',
  'no_rows',
]);
export type AlertKind = z.infer<typeof alertKindSchema>;

/** What is known of it, as far as the kind has it; never a secret. */
export const alertDetailsSchema = z.object({
  providerId: z.string().optional(),
  portal: z.string().optional(),
  userId: z.string().optional(),
  account: z.string().optional(),
  /** When a session will have ended. */
  until: z.string().optional(),
  flowId: z.string().optional(),
  flow: z.string().optional(),
  jobId: z.string().optional(),
  /** For how long the oldest execution has waited. */
  minutes: z.number().optional(),
  /** Executions: how many wait, or failed. */
  count: z.number().optional(),
  /** Of so many. */
  of: z.number().optional(),
});
export type AlertDetails = z.infer<typeof alertDetailsSchema>;

export const alertLanguageSchema = z.enum(['es', 'en']);
export type AlertLanguage = z.infer<typeof alertLanguageSchema>;

export const DEFAULT_ALERT_SETTINGS = {
  offKinds: [] as AlertKind[],
  emails: [] as string[],
  emailKinds: ['session_expired', 'account_locked', 'no_workers', 'provider_failing', 'no_rows'] as AlertKind[],
  language: 'es' as AlertLanguage,
  queueMinutes: 5,
};
