import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';

/** Executions of an organisation that may wait at once: what an installation grants, and an admin may lower. */
export const MOST_QUEUED = 10_000;

function isTimeZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch {
    return false;
  }
}

export const orgSettingsSchema = z.object({
  name: z.string(),
  /** IANA name, as `America/Bogota`. */
  timeZone: z.string(),
  /** Executions that may wait at once; further ones are refused with `queue_full`. */
  maxQueued: z.number().int(),
});
export type OrgSettings = z.infer<typeof orgSettingsSchema>;

export const getSettings = defineEndpoint({
  method: 'GET',
  path: '/api/settings',
  summary: "The organisation's settings.",
  tag: 'settings',
  permission: 'org:read',
  status: 200,
  response: orgSettingsSchema,
});

export const changeSettings = defineEndpoint({
  method: 'PATCH',
  path: '/api/settings',
  summary: 'Changes those settings that are sent, and gives all of them back.',
  tag: 'settings',
  permission: 'settings:write',
  body: z
    .strictObject({
      name: z.string().trim().min(1, 'must not be empty').max(200),
      timeZone: z.string().max(64).refine(isTimeZone, 'a time zone of the IANA list, as America/Bogota'),
      maxQueued: z.number().int().min(1).max(MOST_QUEUED),
    })
    .partial()
    .refine((changes) => Object.values(changes).some((value) => value !== undefined), 'nothing to change'),
  status: 200,
  response: orgSettingsSchema,
});
