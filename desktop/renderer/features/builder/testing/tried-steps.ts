import type { StepReport } from '@sri/shared/model/job.ts';

interface Told {
  stepId: string;
  status: string;
}
type Status = StepReport['status'];

/** Of a step that ran more than once, as in a loop, what matters most. */
const ORDER: readonly Status[] = ['failed', 'running', 'passed', 'skipped'];
const isStatus = (told: string): told is Status => (ORDER as readonly string[]).includes(told);

/** How each step did, by its id: the final reports, and what was told while it ran. */
export function triedSteps(reports: Iterable<Told>): ReadonlyMap<string, Status> {
  const tried = new Map<string, Status>();
  for (const { stepId, status } of reports) {
    if (!isStatus(status)) continue;
    const before = tried.get(stepId);
    if (before === undefined || ORDER.indexOf(status) < ORDER.indexOf(before)) tried.set(stepId, status);
  }
  return tried;
}
