import type { StepReport } from '@sri/shared/model/job.ts';

/** The steps of a run as they were told while it went, for when the runner dies before it tells them all. */
export interface StepLedger {
  note(report: StepReport): void;
  /** The reports in order; what was under way counts as failed. */
  atDeath(): StepReport[];
}

const KEPT = 5000;

export function createStepLedger(): StepLedger {
  const reports = new Map<string, StepReport>();
  return {
    note: (report) => {
      if (reports.size < KEPT || reports.has(report.path)) reports.set(report.path, report);
    },
    atDeath: () =>
      [...reports.values()].map((report) => (report.status === 'running' ? { ...report, status: 'failed' } : report)),
  };
}
