import type { FlowSummary } from '@sri/shared/protocol/api/flows.ts';
import type { JobSummary } from '@sri/shared/protocol/api/jobs.ts';
import type { Account } from '@sri/shared/protocol/api/sessions.ts';

export interface StepSources {
  accounts: readonly Account[];
  flows: readonly FlowSummary[];
  /** Executions that wait, run or ended without data, newest first. */
  tried: readonly JobSummary[];
}

/** The way of a new organisation to its first data. What is known of a step decides whether it is done. */
export interface FirstSteps {
  /** The account that has a session; undefined: nobody has signed in to a portal yet. */
  connected: Account | undefined;
  published: FlowSummary | undefined;
  /** Where nothing is published: what could be. */
  unpublished: FlowSummary | undefined;
  /** The execution that is to bring the first data. */
  running: JobSummary | undefined;
  /** The first that is not done, and whose act is therefore the next one. */
  now: 'connect' | 'publish' | 'run';
}

export function stepsOf({ accounts, flows, tried }: StepSources): FirstSteps {
  const connected = accounts.find(({ stored, status }) => stored === 'yes' && status === 'active');
  const runnable = flows.filter(({ publishedVersion }) => publishedVersion !== null);
  // One that can run at once before one whose portal nobody has signed in to.
  const published = runnable.find(({ providerId }) => providerId === connected?.providerId) ?? runnable[0];
  return {
    connected,
    published,
    unpublished: published === undefined ? flows[0] : undefined,
    running: tried[0],
    now: connected === undefined ? 'connect' : published === undefined ? 'publish' : 'run',
  };
}
