import { z } from 'zod';
import { idSchema } from '../../model/ids.ts';
import { defineEndpoint } from './endpoint.ts';

export const auditEntrySchema = z.object({
  seq: z.number().int(),
  at: z.iso.datetime(),
  actorId: idSchema.nullable(),
  action: z.string(),
  subject: z.string(),
  details: z.record(z.string(), z.unknown()),
  hash: z.string(),
});
export type AuditEntryRead = z.infer<typeof auditEntrySchema>;

export const listAudit = defineEndpoint({
  method: 'GET',
  path: '/api/audit',
  summary: 'What was done, newest first; page on with the smallest `seq` as `before`.',
  tag: 'audit',
  permission: 'audit:read',
  query: z.object({
    limit: z.coerce.number().int().min(1).max(500).default(100),
    before: z.coerce.number().int().min(1).optional(),
    action: z.string().max(100).optional(),
  }),
  status: 200,
  response: z.array(auditEntrySchema),
});

export const verifyAudit = defineEndpoint({
  method: 'GET',
  path: '/api/audit/verify',
  summary: 'Recomputes the chain of hashes and names the first entry that does not fit.',
  tag: 'audit',
  permission: 'audit:read',
  status: 200,
  response: z.object({
    ok: z.boolean(),
    /** Entries that were looked at. */
    entries: z.number().int(),
    broken: z.object({ seq: z.number().int(), reason: z.string() }).nullable(),
    /** Hash of the last entry: kept elsewhere, it shows later whether entries were cut off the end. */
    lastHash: z.string(),
  }),
});
