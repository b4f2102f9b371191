import { z } from 'zod';
import { idSchema } from '../../model/ids.ts';
import {
  deliveryFaultSchema,
  deliveryStateSchema,
  disabledReasonSchema,
  webhookEventSchema,
} from '../../model/webhook.ts';
import { defineEndpoint } from './endpoint.ts';

/** Endpoints that an organisation may have at once. */
export const MOST_WEBHOOKS = 50;

export const webhookSchema = z.object({
  id: idSchema,
  name: z.string(),
  url: z.string(),
  events: z.array(webhookEventSchema),
  /** Null: it is on. */
  disabled: z.object({ at: z.iso.datetime(), reason: disabledReasonSchema }).nullable(),
  /** First attempt that failed since the last one that arrived. */
  failingSince: z.iso.datetime().nullable(),
  /** Deliveries that wait for their next attempt, and when the first of these is made. */
  waiting: z.number().int(),
  nextAttemptAt: z.iso.datetime().nullable(),
  /** Until then messages are signed with the former secret too. */
  previousSecretUntil: z.iso.datetime().nullable(),
  createdBy: z.object({ userId: idSchema, name: z.string() }),
  createdAt: z.iso.datetime(),
});
export type Webhook = z.infer<typeof webhookSchema>;

/** Shown this once. */
const secretField = { secret: z.string() };

const trySchema = z.object({
  at: z.iso.datetime(),
  code: z.number().int().nullable(),
  latencyMs: z.number().int().nullable(),
  fault: deliveryFaultSchema.nullable(),
  /** What the fault is, in one sentence. */
  message: z.string().nullable(),
  /** The first bytes of the answer. */
  response: z.string().nullable(),
});
export type DeliveryTry = z.infer<typeof trySchema>;

export const deliverySchema = z.object({
  id: idSchema,
  event: z.string(),
  jobId: idSchema.nullable(),
  state: deliveryStateSchema,
  attempts: z.number().int(),
  /** Of the last attempt. */
  code: z.number().int().nullable(),
  latencyMs: z.number().int().nullable(),
  fault: deliveryFaultSchema.nullable(),
  nextAttemptAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
});
export type Delivery = z.infer<typeof deliverySchema>;

export const deliveryDetailSchema = deliverySchema.extend({
  /** What is sent, byte for byte, and with which headers; the signature is masked. */
  request: z.object({ headers: z.record(z.string(), z.string()), body: z.string() }),
  /** The last attempts, oldest first. */
  tries: z.array(trySchema),
});
export type DeliveryDetail = z.infer<typeof deliveryDetailSchema>;

const events = z
  .array(webhookEventSchema)
  .min(1, 'choose at least one event')
  .max(webhookEventSchema.options.length)
  .refine((list) => new Set(list).size === list.length, 'names an event twice');
const url = z.string().trim().min(1, 'must not be empty').max(2000);
const name = z.string().trim().min(1, 'must not be empty').max(100);
const one = z.object({ webhookId: idSchema });
const oneDelivery = one.extend({ deliveryId: idSchema });

export const listWebhooks = defineEndpoint({
  method: 'GET',
  path: '/api/webhooks',
  summary: 'The systems that are told what happens.',
  tag: 'webhooks',
  permission: 'webhooks:read',
  status: 200,
  response: z.object({ items: z.array(webhookSchema) }),
});

export const createWebhook = defineEndpoint({
  method: 'POST',
  path: '/api/webhooks',
  summary: 'Adds a system; its signing secret is shown in this answer alone.',
  tag: 'webhooks',
  permission: 'webhooks:write',
  body: z.strictObject({ name, url, events }),
  status: 201,
  response: webhookSchema.extend(secretField),
});

export const getWebhook = defineEndpoint({
  method: 'GET',
  path: '/api/webhooks/:webhookId',
  summary: 'One of the systems.',
  tag: 'webhooks',
  permission: 'webhooks:read',
  params: one,
  status: 200,
  response: webhookSchema,
});

export const changeWebhook = defineEndpoint({
  method: 'PATCH',
  path: '/api/webhooks/:webhookId',
  summary: 'Changes what is sent. Switching it off ends what waits, which can be sent again later.',
  tag: 'webhooks',
  permission: 'webhooks:write',
  params: one,
  body: z
    .strictObject({ name, url, events, enabled: z.boolean() })
    .partial()
    .refine((changes) => Object.values(changes).some((value) => value !== undefined), 'nothing to change'),
  status: 200,
  response: webhookSchema,
});

export const deleteWebhook = defineEndpoint({
  method: 'DELETE',
  path: '/api/webhooks/:webhookId',
  summary: 'Deletes it with its deliveries.',
  tag: 'webhooks',
  permission: 'webhooks:write',
  params: one,
  status: 204,
});

export const rotateWebhook = defineEndpoint({
  method: 'POST',
  path: '/api/webhooks/:webhookId/rotate',
  summary: 'Makes another signing secret, shown in this answer alone; the former one signs beside it for 24 hours.',
  tag: 'webhooks',
  permission: 'webhooks:write',
  params: one,
  status: 200,
  response: webhookSchema.extend(secretField),
});

export const testWebhook = defineEndpoint({
  method: 'POST',
  path: '/api/webhooks/:webhookId/test',
  summary: 'Sends `webhook.test`, once; its delivery says what came of it.',
  tag: 'webhooks',
  permission: 'webhooks:send',
  params: one,
  status: 202,
  response: deliverySchema,
});

export const listDeliveries = defineEndpoint({
  method: 'GET',
  path: '/api/webhooks/:webhookId/deliveries',
  summary: 'Deliveries, newest first, of the last 30 days.',
  tag: 'webhooks',
  permission: 'webhooks:read',
  params: one,
  query: z.object({
    state: deliveryStateSchema.optional(),
    cursor: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  status: 200,
  response: z.object({ items: z.array(deliverySchema), nextCursor: z.string().nullable() }),
});

export const getDelivery = defineEndpoint({
  method: 'GET',
  path: '/api/webhooks/:webhookId/deliveries/:deliveryId',
  summary: 'What was sent and what was answered, attempt by attempt.',
  tag: 'webhooks',
  permission: 'webhooks:read',
  params: oneDelivery,
  status: 200,
  response: deliveryDetailSchema,
});

export const resendDelivery = defineEndpoint({
  method: 'POST',
  path: '/api/webhooks/:webhookId/deliveries/:deliveryId/resend',
  summary: 'Sends one again, now, under the same message id.',
  tag: 'webhooks',
  permission: 'webhooks:send',
  params: oneDelivery,
  status: 202,
  response: deliverySchema,
});

export const resendDeliveries = defineEndpoint({
  method: 'POST',
  path: '/api/webhooks/:webhookId/resend',
  summary: 'Sends all again that did not arrive: the failed ones made since then, and at once those that wait.',
  tag: 'webhooks',
  permission: 'webhooks:send',
  params: one,
  body: z.strictObject({ since: z.iso.datetime({ offset: true }).optional() }),
  status: 202,
  response: z.object({ count: z.number().int() }),
});
