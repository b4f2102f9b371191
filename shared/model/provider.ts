import { z } from 'zod';
import { idSchema } from './ids.ts';
import { slugSchema } from './names.ts';

const httpUrl = z.url({ protocol: /^https?$/, error: 'an http or https address' }).max(2000);

/** A supplier's portal. `orgId` null: of the built-in catalogue, seen by everybody. */
export const providerSchema = z.object({
  id: idSchema,
  slug: slugSchema,
  name: z.string().min(1).max(120),
  country: z.string().length(2).nullable(),
  baseUrl: httpUrl.nullable(),
  /** Where a person logs in; a run that ends there is `needs_login`. */
  loginUrl: httpUrl.nullable(),
  /** Registrable domains (public suffix + 1) that its cookies may belong to (R49). */
  domains: z.array(z.string().max(253)).max(50),
  /** Executions of one account at the same time. */
  maxPerAccount: z.number().int().min(1).max(20),
  orgId: idSchema.nullable(),
});
export type Provider = z.infer<typeof providerSchema>;

/** What an organisation says of a provider of its own. */
export const providerInputSchema = z.strictObject({
  slug: slugSchema,
  name: z.string().trim().min(1).max(120),
  country: z.string().length(2).toUpperCase().nullish(),
  baseUrl: httpUrl.nullish(),
  loginUrl: httpUrl.nullish(),
  domains: z.array(z.string().trim().toLowerCase().min(1).max(253)).max(50).default([]),
  maxPerAccount: z.number().int().min(1).max(20).default(1),
});
export type ProviderInput = z.infer<typeof providerInputSchema>;

export const connectionStatusSchema = z.enum(['active', 'expired', 'revoked']);
