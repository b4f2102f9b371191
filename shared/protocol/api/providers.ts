import { z } from 'zod';
import { idSchema } from '../../model/ids.ts';
import { providerInputSchema, providerSchema } from '../../model/provider.ts';
import { dateOrderSchema, decimalSignSchema } from '../../model/value-format.ts';
import { defineEndpoint } from './endpoint.ts';

const params = z.object({ providerId: idSchema });

/** How a portal writes values, as the organisation chose it; null: not chosen, and what could be two values is refused. */
export const portalFormatSchema = z.strictObject({
  decimal: decimalSignSchema.nullable(),
  dateOrder: dateOrderSchema.nullable(),
});
export type PortalFormat = z.infer<typeof portalFormatSchema>;

/** A portal as the organisation has it. */
export const portalSchema = providerSchema.extend({
  format: portalFormatSchema,
  /** Nothing starts there until somebody resumes it; null: it is not paused. */
  paused: z
    .object({
      at: z.iso.datetime(),
      /** Name of whoever paused it. */
      by: z.string(),
      /** Executions that wait for it to be resumed. */
      waiting: z.number().int(),
    })
    .nullable(),
});
export type Portal = z.infer<typeof portalSchema>;

export const listProviders = defineEndpoint({
  method: 'GET',
  path: '/api/providers',
  summary: "The catalogue of portals; with a token also the organisation's own.",
  tag: 'providers',
  permission: 'public',
  status: 200,
  response: z.array(portalSchema),
});

export const getProvider = defineEndpoint({
  method: 'GET',
  path: '/api/providers/:providerId',
  summary: "One portal, of the catalogue or the organisation's own.",
  tag: 'providers',
  permission: 'org:read',
  params,
  status: 200,
  response: portalSchema,
});

export const createProvider = defineEndpoint({
  method: 'POST',
  path: '/api/providers',
  summary: 'Adds a portal of the organisation.',
  tag: 'providers',
  permission: 'providers:write',
  body: providerInputSchema,
  status: 201,
  response: providerSchema,
});

export const updateProvider = defineEndpoint({
  method: 'PATCH',
  path: '/api/providers/:providerId',
  summary: 'Changes a portal of the organisation. Its slug stays: sessions are stored under it.',
  tag: 'providers',
  permission: 'providers:write',
  params,
  body: z
    .strictObject({
      name: providerInputSchema.shape.name.optional(),
      country: providerInputSchema.shape.country,
      baseUrl: providerInputSchema.shape.baseUrl,
      loginUrl: providerInputSchema.shape.loginUrl,
      domains: providerInputSchema.shape.domains.unwrap().optional(),
      maxPerAccount: providerInputSchema.shape.maxPerAccount.unwrap().optional(),
    })
    .refine((changes) => Object.keys(changes).length > 0, 'nothing to change'),
  status: 200,
  response: providerSchema,
});

export const deleteProvider = defineEndpoint({
  method: 'DELETE',
  path: '/api/providers/:providerId',
  summary: 'Removes a portal of the organisation that no flow, session or execution uses.',
  tag: 'providers',
  permission: 'providers:write',
  params,
  status: 204,
});

export const setProviderFormat = defineEndpoint({
  method: 'PUT',
  path: '/api/providers/:providerId/format',
  summary: 'Says how a portal writes numbers and dates: executions asked for from now on read by it.',
  tag: 'providers',
  permission: 'providers:write',
  params,
  body: portalFormatSchema,
  status: 204,
});

export const pauseProvider = defineEndpoint({
  method: 'POST',
  path: '/api/providers/:providerId/pause',
  summary: "Lets none of the organisation's executions start at this portal until it is resumed. What runs goes on.",
  tag: 'providers',
  permission: 'jobs:run',
  params,
  status: 204,
});

export const resumeProvider = defineEndpoint({
  method: 'POST',
  path: '/api/providers/:providerId/resume',
  summary: 'Ends a pause: what waited starts in its order.',
  tag: 'providers',
  permission: 'jobs:run',
  params,
  status: 204,
});
