import { z } from 'zod';
import { heartbeatSchema } from '../../model/worker.ts';
import { defineEndpoint } from './endpoint.ts';

/** A heartbeat; `running` names only the caller's own executions, `runningTotal` counts everybody's. */
export const workerViewSchema = heartbeatSchema.extend({ runningTotal: z.number().int() });
export type WorkerView = z.infer<typeof workerViewSchema>;

export const listWorkers = defineEndpoint({
  method: 'GET',
  path: '/api/workers',
  summary: 'Workers that gave a sign of life within the last 30 seconds.',
  tag: 'workers',
  permission: 'workers:read',
  status: 200,
  response: z.object({ items: z.array(workerViewSchema) }),
});
