import type { JobDetail } from '@sri/shared/protocol/api/jobs.ts';
import { isFinal } from '@sri/shared/model/job.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { JobStatusChip } from '../../../domain/job-status.tsx';
import { QueryPart } from '../../../domain/query-part.tsx';
import { useWhyNot } from '../../../domain/use-me.ts';
import { usePortalNames } from '../../../domain/use-portals.ts';
import { useApi } from '../../../lib/use-api.ts';
import { CodeBox } from '../../jobs/code-box.tsx';
import { JobCause } from '../../jobs/job-cause.tsx';
import { shownStatus } from '../../jobs/job-feed.ts';
import { JobPanels } from '../../jobs/job-panels.tsx';
import { stepRows } from '../../jobs/step-rows.ts';
import { useFeed, useJobFeed } from '../../jobs/use-job-feed.ts';
import { useBuilder } from '../builder-context.tsx';
import { triedSteps } from './tried-steps.ts';

/** The innermost step that failed, by the id that it has in the draft too. */
function failedStep({ steps }: JobDetail): string | undefined {
  return steps.findLast(({ status }) => status === 'failed')?.stepId;
}

function Run({ job }: { job: JobDetail }) {
  const { store, acts } = useBuilder();
  const queries = useQueryClient();
  const whyNot = useWhyNot('jobs:run');
  const portal = usePortalNames()(job.providerId, job.provider);
  const source = useJobFeed(job.jobId);
  const steps = useFeed(source, 'steps');
  const ended = useFeed(source, 'ended');
  const ask = useFeed(source, 'ask');
  const status = shownStatus(job.status, useFeed(source, 'status'));
  const rows = useMemo(() => stepRows(job.steps, steps), [job.steps, steps]);
  const failed = isFinal(job.status) ? failedStep(job) : undefined;
  useEffect(() => {
    if (status !== job.status || ended) void queries.invalidateQueries({ queryKey: ['getJob'] });
  }, [status, job.status, ended, queries]);
  useEffect(() => {
    store.setState({ tried: triedSteps(steps.size > 0 ? steps.values() : job.steps) });
  }, [job.steps, steps, store]);
  useEffect(() => {
    if (failed === undefined) return;
    acts.select(failed);
    store.setState({ asked: { stepId: failed, path: ['target'] } });
  }, [failed, acts, store]);
  const open = ['queued', 'running', 'needs_person'].includes(status);
  return (
    <>
      <p className="flex items-center gap-2 border-b border-line px-4 py-2" role="status">
        <JobStatusChip status={status} stopping={false} />
      </p>
      <JobCause job={job} status={status} rows={rows} />
      {ask !== null && open && <CodeBox jobId={job.jobId} portal={portal} ask={ask} whyNot={whyNot} />}
      <JobPanels
        jobId={job.jobId}
        status={status}
        code={job.error?.code}
        rows={rows}
        source={source}
        open={open}
        whyNot={whyNot}
        inputs={job.inputs}
        firstTab={undefined}
        timeline={false}
      />
    </>
  );
}

/** A trial while it runs and after: the robot's browser or its pictures, and the log; at its end the step that failed is chosen. */
export function TrialRun({ jobId }: { jobId: string }) {
  const job = useApi('getJob', { params: { id: jobId } }, { refetchInterval: 5000 });
  return <QueryPart query={job}>{(data) => <Run key={data.jobId} job={data} />}</QueryPart>;
}
