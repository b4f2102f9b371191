import { isFinal, type JobStatus } from '@sri/shared/model/job.ts';
import type { JobDetail } from '@sri/shared/protocol/api/jobs.ts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { usePaused } from '../../domain/use-portals.ts';
import { SESSION_CODES } from '../../domain/session-codes.ts';
import { errorText } from '../../lib/error-text.ts';
import { useApi } from '../../lib/use-api.ts';
import { Banner } from '../../ui/banner.tsx';
import { Fold } from '../../ui/fold.tsx';
import { linkClass } from '../../ui/text-link.tsx';
import { failedRow } from './replay/step-pictures.ts';
import type { StepRow } from './step-rows.ts';
import { stepTitle } from './step-title.ts';

/** Errors whose cure is a change to the flow. */
const FLOW_CODES: readonly string[] = [
  'element_not_found',
  'element_ambiguous',
  'assertion_failed',
  'step_timeout',
  'step_failed',
  'data_contract',
  'variable_missing',
  'secret_missing',
  'address_refused',
  'run_limit',
  'script_integrity',
  'script_signature',
];

/** Of one that waits: for which session, whom or what, and how many come before it. */
function Waiting({ job: { providerId, waiting } }: { job: JobDetail }) {
  const { t } = useTranslation('jobs');
  const workers = useApi('listWorkers', {}, { refetchInterval: 5000 });
  const paused = usePaused(providerId);
  if (paused !== null) {
    return (
      <Banner
        kind="attention"
        action={
          <Link to="/portales" search={{ portal: providerId }} className={linkClass}>
            {t('queue.toPortal')}
          </Link>
        }
      >
        {t('queue.paused', { name: paused.by })}
      </Banner>
    );
  }
  if (workers.data?.items.length === 0) return <Banner kind="attention">{t('queue.noRobots')}</Banner>;
  const { why = 'turn', ahead = 0, jobId = null } = waiting ?? {};
  const first = ahead === 0 ? '' : ` ${t('queue.ahead', { count: ahead })}`;
  if (why === 'session') {
    return (
      <Banner
        kind="attention"
        action={
          <Link to="/portales" search={{ portal: providerId }} className={linkClass}>
            {t('act.portals')}
          </Link>
        }
      >
        {t('queue.session')}
      </Banner>
    );
  }
  return (
    <Banner
      kind="info"
      action={
        jobId !== null && (
          <Link to="/ejecuciones/$jobId" params={{ jobId }} className={linkClass}>
            {t('queue.toJob')}
          </Link>
        )
      }
    >
      {t(`queue.${why}`)}
      {first}
    </Banner>
  );
}

/** Where a person goes to put it right; nothing where trying again is what helps, whose button stands above. */
function Cure({ job, code }: { job: JobDetail; code: string }) {
  const { t } = useTranslation('jobs');
  if (SESSION_CODES.includes(code)) {
    return (
      <Link to="/portales" search={{ portal: job.providerId }} className={linkClass}>
        {t('act.portals')}
      </Link>
    );
  }
  if (!FLOW_CODES.includes(code)) return null;
  return (
    <Link to="/flujos/$flowId" params={{ flowId: job.flowId }} className={linkClass}>
      {t('act.flow')}
    </Link>
  );
}

/** Why it waits or how it failed: in the reader's words, at which step, what to do next, and the technical cause folded below. */
export function JobCause({ job, status, rows }: { job: JobDetail; status: JobStatus; rows: readonly StepRow[] }) {
  const { t } = useTranslation('jobs');
  const { t: tErrors } = useTranslation('errors');
  if (status === 'queued') return <Waiting job={job} />;
  if (job.error === undefined || status === 'running' || status === 'cancelled') return null;
  const { title, hint, code } = errorText(tErrors, job.error);
  const failed = failedRow(rows);
  // Of one that a person accepted it is no failure any more.
  const kind = status === 'completed' ? 'info' : isFinal(status) ? 'failure' : 'attention';
  return (
    <Banner kind={kind} action={<Cure job={job} code={code} />}>
      {failed !== undefined && (
        <span className="text-ink">
          {t('steps.number', { number: rows.indexOf(failed) + 1, name: stepTitle(t, failed) })}
          {': '}
        </span>
      )}
      <span className="font-semibold">{title}</span>{' '}
      {code === 'data_contract' && (
        <span lang="es" className="text-ink">
          {job.error.message}{' '}
        </span>
      )}
      <span className="text-ink">{hint}</span>
      <Fold label={t('detail.technical')}>
        <p className="mono text-ink">
          {code}: {job.error.message}
        </p>
      </Fold>
    </Banner>
  );
}
