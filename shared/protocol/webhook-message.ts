import { z } from 'zod';
import { jobErrorSchema } from '../errors.ts';
import { idSchema } from '../model/ids.ts';
import { jobStatusSchema } from '../model/job.ts';
import { TEST_EVENT, webhookEventSchema } from '../model/webhook.ts';

/** What an endpoint is told of an execution: thin, and for the rest the addresses of the API that have it. */
export const jobMessageDataSchema = z.object({
  jobId: idSchema,
  flowId: idSchema,
  flowName: z.string().nullable(),
  /** Short name of the portal. */
  provider: z.string(),
  userId: idSchema,
  status: jobStatusSchema,
  error: jobErrorSchema.nullable(),
  /** Paths of the API; the host is the one that the receiver knows. */
  links: z.object({ job: z.string(), log: z.string(), artifacts: z.string() }),
});
export type JobMessageData = z.infer<typeof jobMessageDataSchema>;

/** The body of a webhook, by its `type` (Standard Webhooks). Fields are added, never changed or taken away. */
export const webhookMessageSchema = z.object({
  type: z.union([webhookEventSchema, z.literal(TEST_EVENT)]),
  /** When it happened, which is not when it is sent. */
  timestamp: z.iso.datetime(),
  data: z.record(z.string(), z.unknown()),
});
export type WebhookMessage = z.infer<typeof webhookMessageSchema>;
