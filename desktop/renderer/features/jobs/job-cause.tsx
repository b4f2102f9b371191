import type { JobStatus } from '@sri/shared/model/job.ts';
import type { JobDetail } from '@sri/shared/protocol/api/jobs.ts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/error-text.ts';
import { useApi } from '../../lib/use-api.ts';
import { Banner } from '../../ui/banner.tsx';
import { Fold } from '../../ui/fold.tsx';
import { linkClass } from '../../ui/text-link.tsx';

const SESSION_CODES = ['session_not_found', 'session_plain_refused', 'login_required'];

function Waiting() {
  const { t } = useTranslation('jobs');
  const workers = useApi('listWorkers', {}, { refetchInterval: 5000 });
  return <Banner kind="info">{workers.data?.items.length === 0 ? t('queue.noRobots') : t('queue.text')}</Banner>;
}

/** Why it waits or how it failed: in the reader's words, what to do next, and the technical cause folded below. */
export function JobCause({ job, status }: { job: JobDetail; status: JobStatus }) {
  const { t } = useTranslation('jobs');
  const { t: tErrors } = useTranslation('errors');
  if (status === 'queued') return <Waiting />;
  if (job.error === undefined || status === 'running' || status === 'cancelled') return null;
  const { title, hint, code } = errorText(tErrors, job.error);
  const person = status !== 'failed';
  return (
    <Banner
      kind={person ? 'attention' : 'failure'}
      action={
        SESSION_CODES.includes(code) && (
          <Link to="/portales" search={{ portal: job.providerId }} className={linkClass}>
            {t('act.portals')}
          </Link>
        )
      }
    >
      <span className="font-semibold">{title}</span> <span className="text-ink">{hint}</span>
      <Fold label={t('detail.technical')}>
        <p className="mono text-ink">
          {code}: {job.error.message}
        </p>
      </Fold>
    </Banner>
  );
}
