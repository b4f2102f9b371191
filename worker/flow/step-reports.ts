import type { StepReport } from '@sri/shared/model/job.ts';

/** Reports of one execution: told live, and kept for its record. */
export interface StepReports {
  /** Tells of a step that begins or ended. */
  tell: (report: StepReport) => void;
  /** How every step ended, in the order of their beginnings; of long loops not every inner step that went well. */
  kept: () => StepReport[];
}

const MAX_KEPT = 2000;

export function createStepReports(clean: (text: string) => string, onStep: (report: StepReport) => void): StepReports {
  const kept = new Map<string, StepReport>();
  const cleaned = (report: StepReport): StepReport => ({
    ...report,
    ...(report.name === undefined ? {} : { name: clean(report.name) }),
    ...(report.message === undefined ? {} : { message: clean(report.message) }),
    ...(report.error === undefined
      ? {}
      : { error: { ...report.error, message: clean(report.error.message), hint: clean(report.error.hint) } }),
  });
  return {
    tell: (report) => {
      const told = cleaned(report);
      const isInner = /\D/.test(report.path);
      if (!isInner || kept.size < MAX_KEPT || report.status === 'failed') kept.set(report.path, told);
      else if (report.status !== 'running') kept.delete(report.path);
      onStep(told);
    },
    kept: () => [...kept.values()],
  };
}
