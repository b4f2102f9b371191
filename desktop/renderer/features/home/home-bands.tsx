import type { JobSummary } from '@sri/shared/protocol/api/jobs.ts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PERSON_STATUSES } from '../../domain/job-status.tsx';
import { QueryPart } from '../../domain/query-part.tsx';
import { useMe } from '../../domain/use-me.ts';
import { useFormat } from '../../lib/preferences-context.tsx';
import { useApi } from '../../lib/use-api.ts';
import { StateMark } from '../../ui/state-mark.tsx';
import { linkClass } from '../../ui/text-link.tsx';
import { Band } from './band.tsx';
import { DayStrip } from './day-strip.tsx';
import { FailingFlows } from './failing-band.tsx';
import { startOfDay } from './hours-of-day.ts';
import { JobLines } from './job-lines.tsx';
import { NeedRow } from './need-row.tsx';
import { needsOf, type Need } from './needs.ts';
import { useNextRun } from './upcoming-band.tsx';

/** In ms: how often the bands ask again. */
export const EVERY = { refetchInterval: 5000 };
const SELDOM = { refetchInterval: 15_000 };

function needKey(need: Need): string {
  if (need.kind === 'job') return need.job.jobId;
  if (need.kind === 'noRobots') return need.kind;
  if (need.kind === 'alert') return need.alert.id;
  if (need.kind === 'paused') return `paused-${need.portal.id}`;
  return need.kind === 'held'
    ? `held-${need.providerId}-${need.userId}`
    : `session-${need.account.providerId}-${need.account.userId}`;
}

function NeedList({ needs }: { needs: readonly Need[] }) {
  const { t } = useTranslation('home');
  const me = useMe();
  const next = useNextRun();
  const format = useFormat();
  if (needs.length === 0) {
    return (
      <p className="flex items-center gap-2.5 border-t border-line px-5 py-2.5">
        <StateMark kind="success" />{' '}
        {next === undefined
          ? t('allFine')
          : t('allFineNext', { flow: next.schedule.flowName, time: format.time(next.at) })}
      </p>
    );
  }
  return (
    <ul>
      {needs.map((need) => (
        <NeedRow key={needKey(need)} need={need} myId={me.data?.user.id} />
      ))}
    </ul>
  );
}

/** «Todo en orden» is only said when everything that could say otherwise has answered. */
export function NeedsBand() {
  const { t } = useTranslation('home');
  const waiting = useApi('listJobs', { query: { status: PERSON_STATUSES.join(','), limit: 100 } }, EVERY);
  const sessions = useApi('listSessions', {}, SELDOM);
  const portals = useApi('listProviders', {}, SELDOM);
  const workers = useApi('listWorkers', {}, EVERY);
  const alerts = useApi('listAlerts', {}, SELDOM);
  return (
    <Band title={t('needs')}>
      <QueryPart query={waiting} rows={2}>
        {({ items }) => (
          <QueryPart query={sessions} rows={2}>
            {(accounts) => (
              <NeedList
                needs={needsOf({
                  waiting: items,
                  accounts,
                  portals: portals.data ?? [],
                  alerts: alerts.data?.items ?? [],
                  robots: workers.data?.items.length ?? null,
                  now: Date.now(),
                })}
              />
            )}
          </QueryPart>
        )}
      </QueryPart>
    </Band>
  );
}

export function TodayBand() {
  const { t } = useTranslation('home');
  const now = Date.now();
  const today = useApi('listJobs', { query: { from: new Date(startOfDay(now)).toISOString(), limit: 200 } }, EVERY);
  return (
    <Band title={t('today')}>
      <QueryPart query={today} rows={2}>
        {({ items }) => <DayStrip jobs={items} now={now} />}
      </QueryPart>
    </Band>
  );
}

export function FailingBand() {
  const { t } = useTranslation('home');
  const flows = useApi('listFlows', {});
  return (
    <Band title={t('failing.title')}>
      <QueryPart query={flows} rows={2}>
        {({ items }) => <FailingFlows flows={items} now={Date.now()} />}
      </QueryPart>
    </Band>
  );
}

export function JobBands({ open, ended }: { open: readonly JobSummary[]; ended: readonly JobSummary[] }) {
  const { t } = useTranslation('home');
  const { t: tCommon } = useTranslation();
  const all = (
    <Link to="/ejecuciones" className={`${linkClass} text-body font-normal`}>
      {tCommon('seeAll')}
    </Link>
  );
  return (
    <>
      <Band title={t('running')}>
        <JobLines jobs={open} empty={t('noneRunning')} />
      </Band>
      <Band title={t('last')} beside={all}>
        <JobLines jobs={ended} empty={t('noneEnded')} />
      </Band>
    </>
  );
}
