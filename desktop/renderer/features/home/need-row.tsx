import type { Alert } from '@sri/shared/protocol/api/alerts.ts';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePortalNames } from '../../domain/use-portals.ts';
import { errorText } from '../../lib/error-text.ts';
import { useFormat } from '../../lib/preferences-context.tsx';
import { useNow } from '../../lib/use-now.ts';
import { linkButtonClass } from '../../ui/button.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { LoginButton } from './login-button.tsx';
import type { Need } from './needs.ts';
import { SeenButton } from './seen-button.tsx';

interface LineProps {
  title: ReactNode;
  text?: ReactNode;
  /** A lesser act than the one that leads on. */
  beside?: ReactNode;
  action: ReactNode;
}

function Line({ title, text, beside, action }: LineProps) {
  return (
    <li className="flex min-h-11 items-center gap-3 border-t border-line px-5 py-1.5">
      <StateMark kind="person" size={14} />
      <span className="min-w-0 flex-1">
        <span className="font-semibold">{title}</span>{' '}
        {text !== undefined && <span className="text-muted">{text}</span>}
      </span>
      {beside}
      {action}
    </li>
  );
}

/** What was noticed over time, with the way to where it can be seen. */
function AlertLine({ alert: { id, kind, details } }: { alert: Alert }) {
  const { t } = useTranslation('home');
  const seen = <SeenButton alertId={id} />;
  const { portal = '', flow = '', count = 0, of = 0, minutes = 0, providerId, jobId } = details;
  if (kind === 'no_rows' && jobId !== undefined) {
    return (
      <Line
        title={t('alert.noRows', { flow })}
        text={t('alert.noRowsText')}
        beside={seen}
        action={
          <Link to="/ejecuciones/$jobId" params={{ jobId }} className={linkButtonClass}>
            {t('review')}
          </Link>
        }
      />
    );
  }
  if (kind === 'provider_failing') {
    return (
      <Line
        title={t('alert.failing', { portal })}
        text={t('alert.failingText', { failed: count, of })}
        beside={seen}
        action={
          <Link
            to="/ejecuciones"
            search={{ view: 'all', status: 'failed', portal: providerId }}
            className={linkButtonClass}
          >
            {t('view')}
          </Link>
        }
      />
    );
  }
  return (
    <Line
      title={t('alert.queueOld', { minutes })}
      text={t('paused.text', { count })}
      beside={seen}
      action={
        <Link to="/robots" className={linkButtonClass}>
          {t('seeRobots')}
        </Link>
      }
    />
  );
}

/** One thing to settle, and the one button that leads there. An account can only be signed in by who it belongs to. */
export function NeedRow({ need, myId }: { need: Need; myId: string | undefined }) {
  const { t } = useTranslation('home');
  const { t: tErrors } = useTranslation('errors');
  const { t: tJobs } = useTranslation('jobs');
  const format = useFormat();
  const now = useNow(30_000);
  const portalName = usePortalNames();
  if (need.kind === 'job') {
    const { job } = need;
    const why = job.error === undefined ? tJobs(`status.${job.status}`) : errorText(tErrors, job.error).title;
    return (
      <Line
        title={`${job.flowName} · ${portalName(job.providerId, job.provider)}`}
        text={why}
        action={
          <Link to="/ejecuciones/$jobId" params={{ jobId: job.jobId }} className={linkButtonClass}>
            {job.status === 'needs_review' ? t('review') : t('view')}
          </Link>
        }
      />
    );
  }
  if (need.kind === 'alert') return <AlertLine alert={need.alert} />;
  if (need.kind === 'noRobots') {
    return (
      <Line
        title={t('noRobots')}
        action={
          <Link to="/robots" className={linkButtonClass}>
            {t('seeRobots')}
          </Link>
        }
      />
    );
  }
  if (need.kind === 'paused') {
    return (
      <Line
        title={t('paused.title', { portal: need.portal.name })}
        text={t('paused.text', { count: need.count })}
        action={
          <Link to="/portales" search={{ portal: need.portal.id }} className={linkButtonClass}>
            {t('paused.see')}
          </Link>
        }
      />
    );
  }
  const providerId = need.kind === 'held' ? need.providerId : need.account.providerId;
  const owner = need.kind === 'held' ? need.userId : need.account.userId;
  const action =
    owner === myId ? (
      <LoginButton providerId={providerId} />
    ) : (
      <Link to="/portales" search={{ portal: providerId }} className={linkButtonClass}>
        {t('seeSession')}
      </Link>
    );
  if (need.kind === 'held') {
    return (
      <Line
        title={t('held.title', { portal: portalName(providerId, need.provider) })}
        text={t('held.text', { count: need.count })}
        action={action}
      />
    );
  }
  const names = { account: need.account.userName, portal: need.account.providerName };
  const title =
    need.state === 'expired'
      ? t('expired', names)
      : t('expiring', { ...names, when: need.until === null ? '' : format.relative(need.until, now) });
  return <Line title={title} action={action} />;
}
