import type { StepReport } from '@sri/shared/model/job.ts';
import { STEP_SECONDS, type WorkerMetrics } from '@sri/shared/model/worker-metrics.ts';

/** What this worker counts since it started. */
export interface Tally {
  /** An attempt ended, and the queue has heard of it. */
  ended(outcome: { status: string; error?: { code: string } | undefined; steps: readonly StepReport[] }): void;
  leaseLost(): void;
  read(): Pick<WorkerMetrics, 'jobs' | 'steps' | 'leasesLost'>;
}

type Steps = WorkerMetrics['steps'][number];

export function createTally(): Tally {
  const jobs = new Map<string, WorkerMetrics['jobs'][number]>();
  const steps = new Map<string, Steps>();
  let leasesLost = 0;

  function stepsOf(type: string, status: string): Steps {
    const name = `${type} ${status}`;
    const known = steps.get(name) ?? { type, status, count: 0, seconds: 0, within: STEP_SECONDS.map(() => 0) };
    steps.set(name, known);
    return known;
  }

  function note({ type, status, durationMs }: StepReport): void {
    if (durationMs === undefined || status === 'running' || status === 'skipped') return;
    const seconds = durationMs / 1000;
    const known = stepsOf(type, status);
    known.count += 1;
    known.seconds += seconds;
    STEP_SECONDS.forEach((end, at) => {
      if (seconds <= end) known.within[at] = (known.within[at] ?? 0) + 1;
    });
  }

  return {
    ended: ({ status, error, steps: reported }) => {
      const cause = error?.code ?? 'none';
      const known = jobs.get(`${status} ${cause}`) ?? { status, cause, count: 0 };
      known.count += 1;
      jobs.set(`${status} ${cause}`, known);
      for (const step of reported) note(step);
    },
    leaseLost: () => (leasesLost += 1),
    read: () => ({ jobs: [...jobs.values()], steps: [...steps.values()], leasesLost }),
  };
}
