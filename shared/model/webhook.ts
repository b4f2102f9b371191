import { z } from 'zod';

/** What other systems are told of, once for each endpoint that asked for it. */
export const webhookEventSchema = z.enum([
  'job.completed',
  'job.failed',
  'job.cancelled',
  'job.needs_login',
  'job.needs_person',
  'job.needs_review',
  'alert.opened',
  'alert.closed',
]);
export type WebhookEvent = z.infer<typeof webhookEventSchema>;

/** Sent by hand, to any endpoint, once. */
export const TEST_EVENT = 'webhook.test';

/*
 * waiting ──2xx──> delivered <──2xx── (sent again)
 *    │  └─ no, or another answer ──> waiting, later
 *    └─ three days, 410, switched off ──> failed ── sent again ──> waiting
 */
export const deliveryStateSchema = z.enum(['waiting', 'delivered', 'failed']);
export type DeliveryState = z.infer<typeof deliveryStateSchema>;

/** Why an attempt did not arrive. `status`: an answer that is no 2xx. `disabled`: never sent, since the endpoint is off. */
export const deliveryFaultSchema = z.enum([
  'status',
  'gone',
  'redirect',
  'refused',
  'unresolved',
  'unreachable',
  'timeout',
  'tls',
  'broken',
  'disabled',
]);
export type DeliveryFault = z.infer<typeof deliveryFaultSchema>;

export const disabledReasonSchema = z.enum(['person', 'gone', 'failing']);
export type DisabledReason = z.infer<typeof disabledReasonSchema>;
