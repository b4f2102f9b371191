import { z } from 'zod';
import { alertDetailsSchema, alertKindSchema, alertLanguageSchema } from '../../model/alert.ts';
import { idSchema } from '../../model/ids.ts';
import { defineEndpoint } from './endpoint.ts';

export const MOST_ALERT_EMAILS = 20;
/** A day. */
export const MOST_QUEUE_MINUTES = 1440;
export const alertEmailSchema = z.email().max(254);

export const alertSchema = z.object({
  id: idSchema,
  kind: alertKindSchema,
  subject: z.string(),
  details: alertDetailsSchema,
  openedAt: z.iso.datetime(),
  /** Who said that it is being seen to: no reminders after that. */
  acknowledged: z.object({ at: z.iso.datetime(), by: z.string() }).nullable(),
  /** Null: it still holds. */
  closedAt: z.iso.datetime().nullable(),
});
export type Alert = z.infer<typeof alertSchema>;

export const alertSettingsSchema = z.object({
  /** Kinds that are not warned of. */
  offKinds: z.array(alertKindSchema),
  emails: z.array(z.string()),
  /** Kinds of which those addresses are told. */
  emailKinds: z.array(alertKindSchema),
  /** Of the e-mails. */
  language: alertLanguageSchema,
  /** An execution that waits for longer is warned of. */
  queueMinutes: z.number().int(),
  /** False: this installation has no mail server, and nothing is sent. */
  emailReady: z.boolean(),
});
export type AlertSettings = z.infer<typeof alertSettingsSchema>;

const kinds = z.array(alertKindSchema).max(alertKindSchema.options.length);

export const listAlerts = defineEndpoint({
  method: 'GET',
  path: '/api/alerts',
  summary: 'What needs somebody now; with `state=all` also what did in the last 30 days. Newest first, 200 at most.',
  tag: 'alerts',
  permission: 'jobs:read',
  query: z.object({ state: z.enum(['open', 'all']).default('open') }),
  status: 200,
  response: z.object({ items: z.array(alertSchema) }),
});

export const acknowledgeAlert = defineEndpoint({
  method: 'POST',
  path: '/api/alerts/:alertId/acknowledge',
  summary: 'Says that somebody sees to it: nobody is reminded any more. It closes by itself when it no longer holds.',
  tag: 'alerts',
  permission: 'jobs:run',
  params: z.object({ alertId: idSchema }),
  status: 200,
  response: alertSchema,
});

export const getAlertSettings = defineEndpoint({
  method: 'GET',
  path: '/api/alert-settings',
  summary: 'What the organisation is warned of, and who gets it by e-mail.',
  tag: 'alerts',
  permission: 'org:read',
  status: 200,
  response: alertSettingsSchema,
});

export const changeAlertSettings = defineEndpoint({
  method: 'PATCH',
  path: '/api/alert-settings',
  summary: 'Changes what is sent, and gives all of it back.',
  tag: 'alerts',
  permission: 'settings:write',
  body: z
    .strictObject({
      offKinds: kinds,
      emails: z.array(alertEmailSchema).max(MOST_ALERT_EMAILS),
      emailKinds: kinds,
      language: alertLanguageSchema,
      queueMinutes: z.number().int().min(1).max(MOST_QUEUE_MINUTES),
    })
    .partial()
    .refine((changes) => Object.values(changes).some((value) => value !== undefined), 'nothing to change'),
  status: 200,
  response: alertSettingsSchema,
});
