import type { JobCause, JobSummary } from '@sri/shared/protocol/api/jobs.ts';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { QueryPart } from '../../domain/query-part.tsx';
import { useWhyNot } from '../../domain/use-me.ts';
import { usePortalNames } from '../../domain/use-portals.ts';
import { useBridge } from '../../lib/bridge-context.tsx';
import { errorText } from '../../lib/error-text.ts';
import { useFormat } from '../../lib/preferences-context.tsx';
import { useApi } from '../../lib/use-api.ts';
import { useNow } from '../../lib/use-now.ts';
import { AlertDialog } from '../../ui/alert-dialog.tsx';
import { Button, linkButtonClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { useToast } from '../../ui/toast.tsx';
import { SESSION_CODES } from '../../domain/session-codes.ts';
import { fetchJobs } from './fetch-jobs.ts';
import { mayRetry, useJobActs } from './use-job-acts.ts';
import type { JobQuery } from './use-job-pages.ts';

/** So many are retried with one click. */
const MOST = 500;

interface CauseRowProps {
  cause: JobCause;
  onSee: (cause: JobCause) => void;
  onRetry: (cause: JobCause) => void;
  busy: boolean;
}

/** One cause with the one act that helps: a new login, or trying again. */
function CauseRow({ cause, onSee, onRetry, busy }: CauseRowProps) {
  const { t } = useTranslation('list');
  const { t: tErrors } = useTranslation('errors');
  const format = useFormat();
  const now = useNow(30_000);
  const portalName = usePortalNames();
  const whyNot = useWhyNot('jobs:run');
  const { code, providerId, provider, count, lastAt } = cause;
  const { title, hint } = errorText(tErrors, { code, message: code, hint: '' });
  const session = SESSION_CODES.includes(code);
  return (
    <li className="flex min-h-14 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-5 py-2">
      <StateMark kind={session ? 'person' : 'failure'} size={14} />
      <div className="min-w-64 flex-1">
        <p>
          <span className="font-semibold">{t('group.count', { count })}</span>
          {': '}
          {title} <span className="text-muted">{t('group.in', { portal: portalName(providerId, provider) })}</span>
        </p>
        <p className="text-meta text-muted">
          {hint} {t('group.last', { when: format.relative(Date.parse(lastAt), now) })}
        </p>
      </div>
      <Button variant="quiet" onClick={() => onSee(cause)}>
        {t('group.see')}
      </Button>
      {session ? (
        <Link to="/portales" search={{ portal: providerId }} className={linkButtonClass}>
          {t('group.login')}
        </Link>
      ) : (
        <Button busy={busy} disabledReason={whyNot} onClick={() => onRetry(cause)}>
          {t('group.retry', { count })}
        </Button>
      )}
    </li>
  );
}

/** Asks for all executions of a cause, and then before they are retried. */
function useRetryOfCause(query: JobQuery) {
  const { t } = useTranslation('list');
  const { t: tErrors } = useTranslation('errors');
  const bridge = useBridge();
  const toast = useToast();
  const [loading, setLoading] = useState<JobCause | null>(null);
  const [jobs, setJobs] = useState<readonly JobSummary[]>([]);

  async function load(cause: JobCause): Promise<void> {
    setLoading(cause);
    try {
      const { code, providerId } = cause;
      const found = await fetchJobs(bridge, { ...query, cause: code, providerId }, MOST);
      const fitting = found.jobs.filter(mayRetry);
      setJobs(fitting);
      if (fitting.length === 0) toast({ title: t('retry.none') });
    } catch (error) {
      const { title, hint } = errorText(tErrors, error);
      toast({ title, description: hint, kind: 'failure' });
    } finally {
      setLoading(null);
    }
  }
  return { loading, jobs, load: (cause: JobCause) => void load(cause), close: () => setJobs([]) };
}

/** The executions by the cause that stopped them, most first. */
export function JobCauses({ query, onSee }: { query: JobQuery; onSee: (cause: JobCause) => void }) {
  const { t } = useTranslation('list');
  const { t: tCommon } = useTranslation();
  const causes = useApi('listJobCauses', { query }, { refetchInterval: 10_000 });
  const acts = useJobActs();
  const retry = useRetryOfCause(query);
  return (
    <>
      <QueryPart query={causes} rows={6}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('group.empty')} text={t('group.emptyText')} />
          ) : (
            <ul aria-label={t('group.by')} className="min-h-0 flex-1 overflow-y-auto">
              {items.map((cause) => (
                <CauseRow
                  key={`${cause.code} ${cause.providerId}`}
                  cause={cause}
                  onSee={onSee}
                  onRetry={retry.load}
                  busy={retry.loading === cause}
                />
              ))}
            </ul>
          )
        }
      </QueryPart>
      <AlertDialog
        open={retry.jobs.length > 0}
        onOpenChange={(open) => !open && retry.close()}
        title={t('retry.title', { count: retry.jobs.length })}
        description={t('retry.text')}
        confirm={t('retry.confirm')}
        cancel={tCommon('cancel')}
        onConfirm={() => void acts.retry(retry.jobs)}
      />
    </>
  );
}
