import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';

export const getHealth = defineEndpoint({
  method: 'GET',
  path: '/health',
  summary: 'The process is alive.',
  tag: 'system',
  permission: 'public',
  credentials: 'ignored',
  status: 200,
  response: z.object({ status: z.literal('ok'), version: z.string(), uptimeSeconds: z.number() }),
});

export const partStateSchema = z.object({ ok: z.boolean(), detail: z.string().optional() });
export type PartState = z.infer<typeof partStateSchema>;

export const readySchema = z.object({
  ready: z.boolean(),
  postgres: partStateSchema,
  redis: partStateSchema,
  s3: partStateSchema.extend({ missingBuckets: z.array(z.string()) }),
});
export type Ready = z.infer<typeof readySchema>;

export const getReady = defineEndpoint({
  method: 'GET',
  path: '/ready',
  summary: 'Postgres, Redis and S3, each with its state; 503 while one is away.',
  tag: 'system',
  permission: 'public',
  credentials: 'ignored',
  status: 200,
  response: readySchema,
});

export const getWorkerMetrics = defineEndpoint({
  method: 'GET',
  path: '/metrics/workers',
  summary: 'Prometheus metrics of the workers, which have no port of their own; for whom `/metrics` is.',
  tag: 'system',
  permission: 'public',
  credentials: 'ignored',
  status: 200,
  produces: 'text/plain',
});

export const getMetrics = defineEndpoint({
  method: 'GET',
  path: '/metrics',
  summary: 'Prometheus metrics; in production with METRICS_TOKEN as bearer, or from loopback.',
  tag: 'system',
  permission: 'public',
  credentials: 'ignored',
  status: 200,
  produces: 'text/plain',
});
