import { z } from 'zod';

/** `sri:worker:{ID}:heartbeat`. For display only: leases alone decide who holds a job (R29). Times in ms since the epoch. */
export const heartbeatSchema = z.object({
  workerId: z.string(),
  host: z.string(),
  pid: z.number().int(),
  version: z.string(),
  startedAt: z.number(),
  at: z.number(),
  capacity: z.number().int(),
  running: z.array(z.string()),
  done: z.number().int(),
  failed: z.number().int(),
  browser: z.string(),
  image: z.string(),
  /** `draining`: takes nothing new, because it is to end or because somebody drains it (`drained`). */
  state: z.enum(['idle', 'busy', 'draining']),
  /** Somebody asked it to take nothing new; it goes on when that is taken back. */
  drained: z.boolean().optional(),
  /** Memory of the worker with its browsers, in bytes; absent where the machine does not tell. */
  rssBytes: z.number().int().optional(),
  /** Processor time that they used since the beat before, in cores. */
  cpuCores: z.number().optional(),
});
export type Heartbeat = z.infer<typeof heartbeatSchema>;

export const workerIdSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/);
