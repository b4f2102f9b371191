import type { JobSummary } from '@sri/shared/protocol/api/jobs.ts';
import { Link } from '@tanstack/react-router';
import { JobStatusChip } from '../../domain/job-status.tsx';
import { runningMs } from '../../domain/job-times.ts';
import { RelativeTime } from '../../domain/relative-time.tsx';
import { usePortalNames } from '../../domain/use-portals.ts';
import { useFormat } from '../../lib/preferences-context.tsx';
import { useNow } from '../../lib/use-now.ts';

/** A few executions, a line each, which leads to it. */
export function JobLines({ jobs, empty }: { jobs: readonly JobSummary[]; empty: string }) {
  const format = useFormat();
  const now = useNow(
    1000,
    jobs.some(({ status }) => status === 'running'),
  );
  const portalName = usePortalNames();
  if (jobs.length === 0) return <p className="border-t border-line px-5 py-2.5 text-muted">{empty}</p>;
  return (
    <ul>
      {jobs.map((job) => {
        const ms = runningMs(job, now);
        return (
          <li key={job.jobId} className="border-t border-line">
            <Link
              to="/ejecuciones/$jobId"
              params={{ jobId: job.jobId }}
              className="grid h-(--row) grid-cols-[168px_minmax(0,1fr)_72px_104px] items-center gap-3 px-5 -outline-offset-2 hover:bg-hover"
            >
              <span className="flex">
                <JobStatusChip status={job.status} stopping={job.cancelRequested && job.status === 'running'} />
              </span>
              <span className="truncate">
                <span className="font-semibold">{job.flowName}</span>{' '}
                <span className="text-muted">{portalName(job.providerId, job.provider)}</span>
              </span>
              <span className="mono text-right">{ms === null ? '' : format.duration(ms)}</span>
              <span className="text-right text-muted">
                <RelativeTime at={job.finishedAt ?? job.startedAt ?? job.createdAt} />
              </span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
