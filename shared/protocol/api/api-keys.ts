import { z } from 'zod';
import { idSchema } from '../../model/ids.ts';
import { roleSchema } from '../../model/user.ts';
import { defineEndpoint } from './endpoint.ts';

/** How a key looks, for scanners of leaked secrets. */
export const API_KEY_PATTERN = /\bsri_[0-9a-f]{32}_[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])/;

export const apiKeySchema = z.object({
  id: idSchema,
  name: z.string(),
  /** Its beginning, to recognise it by. */
  prefix: z.string(),
  role: roleSchema,
  userId: idSchema,
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  lastUsedAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
});
export type ApiKey = z.infer<typeof apiKeySchema>;

export const listApiKeys = defineEndpoint({
  method: 'GET',
  path: '/api/api-keys',
  summary: "The organisation's API keys, without the keys themselves.",
  tag: 'api keys',
  permission: 'apiKeys:write',
  status: 200,
  response: z.array(apiKeySchema),
});

export const createApiKey = defineEndpoint({
  method: 'POST',
  path: '/api/api-keys',
  summary: 'Makes an API key; the answer is the only place where it is ever shown.',
  tag: 'api keys',
  permission: 'apiKeys:write',
  body: z.strictObject({
    name: z.string().trim().min(1).max(100),
    /** What the key may do; never more than its maker may at that time. */
    role: roleSchema.default('operator'),
    expiresInDays: z.number().int().min(1).max(3650).optional(),
  }),
  status: 201,
  response: apiKeySchema.extend({ key: z.string() }),
});

export const revokeApiKey = defineEndpoint({
  method: 'DELETE',
  path: '/api/api-keys/:keyId',
  summary: 'Ends an API key, within a second.',
  tag: 'api keys',
  permission: 'apiKeys:write',
  params: z.object({ keyId: idSchema }),
  status: 204,
});
