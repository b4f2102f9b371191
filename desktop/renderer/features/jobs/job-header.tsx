import type { JobDetail } from '@sri/shared/protocol/api/jobs.ts';
import type { JobStatus } from '@sri/shared/model/job.ts';
import { Link } from '@tanstack/react-router';
import { RotateCw, Square } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { JobStatusChip } from '../../domain/job-status.tsx';
import { runningMs } from '../../domain/job-times.ts';
import { PageHeader } from '../../domain/page-header.tsx';
import { RelativeTime } from '../../domain/relative-time.tsx';
import { useFormat } from '../../lib/preferences-context.tsx';
import { useNow } from '../../lib/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { linkClass } from '../../ui/text-link.tsx';
import { mayRetry, mayStop } from './use-job-acts.ts';

export interface JobHeaderProps {
  job: JobDetail;
  status: JobStatus;
  portal: string;
  whyNot: string | undefined;
  onStop: () => void;
  onRetry: () => void;
  onResume: () => void;
  onReview: (decision: 'completed' | 'failed' | 'again') => void;
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline gap-1.5">
      <dt className="text-muted">{label}</dt>
      <dd className="font-semibold">{children}</dd>
    </div>
  );
}

/** Which execution, how far, for whom, and what can be done now. */
export function JobHeader({ job, status, portal, whyNot, onStop, onRetry, onResume, onReview }: JobHeaderProps) {
  const { t } = useTranslation('jobs');
  const format = useFormat();
  const now = useNow(1000, status === 'running');
  const ms = runningMs({ ...job, status }, now);
  const resumable = job.steps.find(({ stepId }) => stepId === job.resumableFrom);
  const resumed = job.steps.find(({ stepId }) => stepId === job.resumedFrom);
  return (
    <PageHeader
      title={job.flowName}
      beside={
        <JobStatusChip
          status={status}
          stopping={job.cancelRequested && status === 'running'}
          suffix={ms === null ? undefined : format.duration(ms)}
        />
      }
      actions={
        <>
          {status === 'needs_review' && (
            <>
              <Button disabledReason={whyNot} onClick={() => onReview('again')}>
                {t('act.again')}
              </Button>
              <Button disabledReason={whyNot} onClick={() => onReview('failed')}>
                {t('act.reject')}
              </Button>
              <Button variant="primary" disabledReason={whyNot} onClick={() => onReview('completed')}>
                {t('act.accept')}
              </Button>
            </>
          )}
          {resumable !== undefined && (
            <Button disabledReason={whyNot} onClick={onResume}>
              {t('act.resume', { step: resumable.path })}
            </Button>
          )}
          {mayRetry({ status }) && (
            <Button disabledReason={whyNot} icon={<RotateCw size={14} strokeWidth={1.75} />} onClick={onRetry}>
              {t('act.retry')}
            </Button>
          )}
          {mayStop({ ...job, status }) && (
            <Button
              variant="danger"
              disabledReason={whyNot}
              icon={<Square size={10} fill="currentColor" />}
              onClick={onStop}
            >
              {t('act.stop')}
            </Button>
          )}
        </>
      }
      below={
        <dl className="mt-1 flex flex-wrap gap-x-6 gap-y-0.5 text-meta">
          <Fact label={t('detail.id')}>
            <span className="mono">{job.jobId.slice(-8)}</span>
          </Fact>
          <Fact label={t('detail.portal')}>{portal}</Fact>
          <Fact label={t('detail.version')}>v{job.version}</Fact>
          {job.workerId !== null && <Fact label={t('detail.robot')}>{job.workerId}</Fact>}
          <Fact label={job.startedAt === null ? t('detail.created') : t('detail.started')}>
            <RelativeTime at={job.startedAt ?? job.createdAt} />
          </Fact>
          {(job.attempt > 1 || job.gen > 1) && <Fact label={t('detail.attempt')}>{`${job.gen}.${job.attempt}`}</Fact>}
          {job.schedule !== null && (
            <Fact label={t('detail.schedule')}>
              <Link to="/programacion" className={linkClass}>
                {job.schedule.name}
              </Link>
            </Fact>
          )}
          {job.retryOf !== null && (
            <Fact label={t('detail.retryOf')}>
              <Link to="/ejecuciones/$jobId" params={{ jobId: job.retryOf }} className={`${linkClass} mono`}>
                {job.retryOf.slice(-8)}
              </Link>
              {resumed !== undefined && ` ${t('detail.resumedFrom', { step: resumed.path })}`}
            </Fact>
          )}
        </dl>
      }
    />
  );
}
