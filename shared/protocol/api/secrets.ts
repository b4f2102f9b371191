import { z } from 'zod';
import { idSchema } from '../../model/ids.ts';
import { defineEndpoint } from './endpoint.ts';

/** Secrets that an organisation may have at once. */
export const MOST_SECRETS = 200;

/** `totp`: a key for one-time codes, of which robots write the current code. */
export const secretKindSchema = z.enum(['text', 'totp']);
export type SecretKind = z.infer<typeof secretKindSchema>;

/** What is told of a secret: everything but its value, which no call gives back. */
export const secretSchema = z.object({
  name: z.string(),
  kind: secretKindSchema,
  updatedBy: z.object({ userId: idSchema, name: z.string() }),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type Secret = z.infer<typeof secretSchema>;

/** As `secretNameSchema` has it; another one is a fault of its own where a secret is made. */
const params = z.object({ name: z.string().min(1).max(200) });

export const listSecrets = defineEndpoint({
  method: 'GET',
  path: '/api/secrets',
  summary: "The organisation's secrets by name; never their values.",
  tag: 'secrets',
  permission: 'secrets:read',
  status: 200,
  response: z.object({ items: z.array(secretSchema) }),
});

export const putSecret = defineEndpoint({
  method: 'PUT',
  path: '/api/secrets/:name',
  summary:
    'Makes a secret, or gives it another value; flows name it in `fillSecret`. Of kind `totp` it is a key for one-time codes: an `otpauth://totp/` address, or Base32 as portals print it.',
  tag: 'secrets',
  permission: 'secrets:write',
  params,
  body: z.strictObject({
    value: z.string().min(1, 'must not be empty').max(4096),
    kind: secretKindSchema.default('text'),
  }),
  status: 200,
  response: secretSchema.extend({
    /** False where no SESSION_ENCRYPTION_KEY is set, outside production alone. */
    sealed: z.boolean(),
    /** Of a key: its code at this moment, to be held against the one that an authenticator app shows; null for a text. */
    code: z.string().nullable(),
  }),
});

export const deleteSecret = defineEndpoint({
  method: 'DELETE',
  path: '/api/secrets/:name',
  summary: 'Deletes a secret; executions that name it fail from then on.',
  tag: 'secrets',
  permission: 'secrets:write',
  params,
  status: 204,
});
