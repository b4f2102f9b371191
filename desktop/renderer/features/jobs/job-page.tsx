import type { JobStatus } from '@sri/shared/model/job.ts';
import type { JobDetail } from '@sri/shared/protocol/api/jobs.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHotkeys } from 'react-hotkeys-hook';
import { QueryPart } from '../../domain/query-part.tsx';
import { useWhyNot } from '../../domain/use-me.ts';
import { usePortalNames } from '../../domain/use-portals.ts';
import { useApi } from '../../lib/use-api.ts';
import { CodeBox } from './code-box.tsx';
import { JobCause } from './job-cause.tsx';
import type { DockTab } from './job-dock.tsx';
import { shownStatus } from './job-feed.ts';
import { JobHeader } from './job-header.tsx';
import { JobPanels } from './job-panels.tsx';
import { stepRows } from './step-rows.ts';
import { StopDialog } from './stop-dialog.tsx';
import { mayStop, useJobActs } from './use-job-acts.ts';
import { useFeed, useJobFeed } from './use-job-feed.ts';

/** A robot holds it or will take it by itself. */
function isOpen(status: JobStatus): boolean {
  return ['queued', 'running', 'needs_person'].includes(status);
}

function JobView({ job, tab }: { job: JobDetail; tab: DockTab | undefined }) {
  const { t } = useTranslation('jobs');
  const queries = useQueryClient();
  const acts = useJobActs();
  const whyNot = useWhyNot('jobs:run');
  const portalName = usePortalNames();
  const portal = portalName(job.providerId, job.provider);
  const source = useJobFeed(job.jobId);
  const ended = useFeed(source, 'ended');
  const ask = useFeed(source, 'ask');
  const steps = useFeed(source, 'steps');
  const [stopping, setStopping] = useState(false);
  const status = shownStatus(job.status, useFeed(source, 'status'));
  const rows = useMemo(() => stepRows(job.steps, steps), [job.steps, steps]);
  useEffect(() => {
    if (status !== job.status || ended) void queries.invalidateQueries({ queryKey: ['getJob'] });
  }, [status, job.status, ended, queries]);
  useHotkeys('x', () => whyNot === undefined && mayStop({ ...job, status }) && setStopping(true), { useKey: true });
  return (
    <>
      <JobHeader
        job={job}
        status={status}
        portal={portal}
        whyNot={whyNot}
        onStop={() => setStopping(true)}
        onRetry={() => void acts.retry([job])}
        onResume={() => void acts.resume([job])}
        onReview={(decision) => void acts.review(job, decision)}
      />
      <JobCause job={job} status={status} rows={rows} />
      {ask !== null && isOpen(status) && <CodeBox jobId={job.jobId} portal={portal} ask={ask} whyNot={whyNot} />}
      <p aria-live="polite" className="sr-only">
        {t('announce', { status: t(`status.${status}`), step: '' })}
      </p>
      <JobPanels
        jobId={job.jobId}
        status={status}
        code={job.error?.code}
        rows={rows}
        source={source}
        open={isOpen(status)}
        whyNot={whyNot}
        inputs={job.inputs}
        firstTab={tab}
      />
      <StopDialog
        jobs={stopping ? [job] : []}
        onClose={() => setStopping(false)}
        onStop={(jobs) => void acts.stop(jobs)}
      />
    </>
  );
}

/** Screen 10: header, timeline, the robot's browser while it runs and its pictures after, log, data, files. */
export function JobPage({ jobId, tab }: { jobId: string; tab?: DockTab }) {
  const job = useApi('getJob', { params: { id: jobId } }, { refetchInterval: 10_000 });
  return <QueryPart query={job}>{(data) => <JobView key={data.jobId} job={data} tab={tab} />}</QueryPart>;
}
