import type { Redis } from 'ioredis';
import type { Heartbeat } from '@sri/shared/model/worker.ts';
import { STEP_SECONDS, workerMetricsSchema, type WorkerMetrics } from '@sri/shared/model/worker-metrics.ts';
import type { RedisKeys } from '@sri/shared/protocol/redis-keys.ts';

type Labels = Record<string, string | number>;
type Sample = [ending: string, labels: Labels, value: number];

interface Family {
  name: string;
  type: 'counter' | 'gauge' | 'histogram';
  help: string;
  samples: (worker: WorkerMetrics) => Sample[];
}

function stepSamples({ steps }: WorkerMetrics): Sample[] {
  return steps.flatMap(({ type, status, count, seconds, within }): Sample[] => [
    ...STEP_SECONDS.map((le, at): Sample => ['_bucket', { type, status, le }, within[at] ?? 0]),
    ['_bucket', { type, status, le: '+Inf' }, count],
    ['_sum', { type, status }, seconds],
    ['_count', { type, status }, count],
  ]);
}

/** Every metric of the workers; each has the label `worker` besides those here. */
export const WORKER_METRICS: readonly Family[] = [
  {
    name: 'sri_worker_jobs_total',
    type: 'counter',
    help: 'Attempts that ended on this worker, by status and cause',
    samples: ({ jobs }) => jobs.map(({ status, cause, count }) => ['', { status, cause }, count]),
  },
  {
    name: 'sri_worker_step_seconds',
    type: 'histogram',
    help: 'Steps that ran, by type and result',
    samples: stepSamples,
  },
  {
    name: 'sri_worker_leases_lost_total',
    type: 'counter',
    help: 'Attempts that this worker stopped because their lease was lost',
    samples: ({ leasesLost }) => [['', {}, leasesLost]],
  },
  {
    name: 'sri_worker_browser_bytes',
    type: 'gauge',
    help: 'Memory of the runner and its browser',
    samples: ({ browserBytes }) => (browserBytes === undefined ? [] : [['', {}, browserBytes]]),
  },
  {
    name: 'sri_worker_running',
    type: 'gauge',
    help: 'Executions that run on this worker',
    samples: ({ running }) => [['', {}, running]],
  },
  {
    name: 'sri_worker_capacity',
    type: 'gauge',
    help: 'Executions that this worker runs at the same time',
    samples: ({ capacity }) => [['', {}, capacity]],
  },
];

const written = (labels: Labels): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}="${value}"`)
    .join(',');

/** In the text format of Prometheus. Labels are names only, see `workerMetricsSchema`: nothing in them needs escaping. */
export function workerMetricsText(workers: readonly WorkerMetrics[]): string {
  return WORKER_METRICS.map(({ name, type, help, samples }) => {
    const lines = workers.flatMap((worker) =>
      samples(worker).map(
        ([ending, labels, value]) => `${name}${ending}{${written({ worker: worker.workerId, ...labels })}} ${value}\n`,
      ),
    );
    return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`;
  }).join('');
}

function parseMetrics(text: string | null, workerId: string): WorkerMetrics | undefined {
  try {
    const metrics = workerMetricsSchema.safeParse(JSON.parse(text ?? '')).data;
    return metrics?.workerId === workerId ? metrics : undefined;
  } catch {
    return undefined;
  }
}

/** What the living workers counted. A worker speaks for itself only; what does not read as agreed is left out. */
export async function readWorkerMetrics(
  redis: Pick<Redis, 'get'>,
  keys: RedisKeys,
  heartbeats: () => Promise<Heartbeat[]>,
): Promise<WorkerMetrics[]> {
  const ids = (await heartbeats()).map(({ workerId }) => workerId);
  const found = await Promise.all(ids.map(async (id) => parseMetrics(await redis.get(keys.workerMetrics(id)), id)));
  return found.filter((metrics) => metrics !== undefined);
}
