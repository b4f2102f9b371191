import { z } from 'zod';
import { workerIdSchema } from './worker.ts';

/** Upper ends of the ranges in which the times of steps are counted, in seconds; one more range has no end. */
export const STEP_SECONDS = [0.1, 0.3, 1, 3, 10, 30, 120] as const;

/** Texts that become labels: nothing but names, so that nobody who writes them can make up other series. */
const label = z.string().regex(/^[A-Za-z0-9_.-]{1,64}$/);
const count = z.number().int().nonnegative();

/**
 * `sri:worker:{ID}:metrics`: what a worker counted since it started. It has no way out but Redis, and no port: the control
 * plane shows this to Prometheus.
 */
export const workerMetricsSchema = z.object({
  workerId: workerIdSchema,
  /** Attempts that ended, by status and cause (an error's code, or `none`). */
  jobs: z.array(z.object({ status: label, cause: label, count })).max(300),
  /** Steps that ran, by type and whether they passed. `within[i]`: those of at most `STEP_SECONDS[i]`. */
  steps: z
    .array(
      z.object({
        type: label,
        status: label,
        count,
        seconds: z.number().nonnegative(),
        within: z.array(count).length(STEP_SECONDS.length),
      }),
    )
    .max(300),
  /** Attempts whose lease was lost: Redis was away too long, or another worker has the job. */
  leasesLost: count,
  /** Memory of the runner and its browser, in bytes; absent where the machine does not tell. */
  browserBytes: count.optional(),
  running: count,
  capacity: count,
});
export type WorkerMetrics = z.infer<typeof workerMetricsSchema>;
