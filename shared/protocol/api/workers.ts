import { z } from 'zod';
import { heartbeatSchema, workerIdSchema } from '../../model/worker.ts';
import { defineEndpoint } from './endpoint.ts';

/** A heartbeat; `running` names only the caller's own executions, `runningTotal` counts everybody's. */
export const workerViewSchema = heartbeatSchema.extend({
  runningTotal: z.number().int(),
  /** Age of the last sign of life in ms, by the clock of Redis. */
  silentMs: z.number().int(),
  /** Somebody drains it, whether it has noticed already or not. */
  drainWanted: z.boolean(),
});
export type WorkerView = z.infer<typeof workerViewSchema>;

export const workersSchema = z.object({
  items: z.array(workerViewSchema),
  /** Of the caller's organisation: executions that wait, and since when the oldest, in ms. */
  waiting: z.object({ count: z.number().int(), oldestMs: z.number().int().nullable() }),
  /** Whether the caller may drain workers. `shared`: an admin, but of one organisation of several. */
  mayDrain: z.enum(['yes', 'role', 'shared']),
});
export type Workers = z.infer<typeof workersSchema>;

export const listWorkers = defineEndpoint({
  method: 'GET',
  path: '/api/workers',
  summary: 'Workers that gave a sign of life within the last 30 seconds, and the work that waits for them.',
  tag: 'workers',
  permission: 'workers:read',
  status: 200,
  response: workersSchema,
});

const params = z.object({ workerId: workerIdSchema });

export const drainWorker = defineEndpoint({
  method: 'POST',
  path: '/api/workers/:workerId/drain',
  summary: 'Lets a worker finish what it runs and take nothing new.',
  tag: 'workers',
  permission: 'workers:write',
  params,
  status: 204,
});

export const resumeWorker = defineEndpoint({
  method: 'POST',
  path: '/api/workers/:workerId/resume',
  summary: 'Lets a drained worker take work again.',
  tag: 'workers',
  permission: 'workers:write',
  params,
  status: 204,
});
