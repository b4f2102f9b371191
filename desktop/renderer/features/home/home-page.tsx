import type { JobSummary } from '@sri/shared/protocol/api/jobs.ts';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { OPEN_STATUSES, PERSON_STATUSES } from '../../domain/job-status.tsx';
import { Freshness } from '../../domain/freshness.tsx';
import { PageHeader } from '../../domain/page-header.tsx';
import { QueryPart } from '../../domain/query-part.tsx';
import { useLiveOrg } from '../../domain/use-live-org.ts';
import { useMe } from '../../domain/use-me.ts';
import { useApi } from '../../lib/use-api.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { linkClass } from '../../ui/text-link.tsx';
import { DayStrip } from './day-strip.tsx';
import { startOfDay } from './hours-of-day.ts';
import { JobLines } from './job-lines.tsx';
import { NeedRow } from './need-row.tsx';
import { needsOf, type Need } from './needs.ts';

function Band({ title, beside, children }: { title: string; beside?: ReactNode; children: ReactNode }) {
  return (
    <section className="border-b border-line bg-surface">
      <h2 className="flex h-10 items-center justify-between px-5 text-section font-bold">
        {title}
        {beside}
      </h2>
      {children}
    </section>
  );
}

function needKey(need: Need): string {
  if (need.kind === 'job') return need.job.jobId;
  if (need.kind === 'noRobots') return need.kind;
  return need.kind === 'held'
    ? `held-${need.providerId}-${need.userId}`
    : `session-${need.account.providerId}-${need.account.userId}`;
}

/** What is known, as bands; `HomePage` fetches it. */
export function HomeView({
  needs,
  open,
  ended,
  today,
  now,
  myId,
}: {
  needs: readonly Need[];
  open: readonly JobSummary[];
  ended: readonly JobSummary[];
  today: readonly JobSummary[];
  now: number;
  myId: string | undefined;
}) {
  const { t } = useTranslation('home');
  const { t: tCommon } = useTranslation();
  const all = (
    <Link to="/ejecuciones" className={`${linkClass} text-body font-normal`}>
      {tCommon('seeAll')}
    </Link>
  );
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <Band title={t('needs')}>
        {needs.length === 0 ? (
          <p className="flex items-center gap-2.5 border-t border-line px-5 py-2.5">
            <StateMark kind="success" /> {t('allFine')}
          </p>
        ) : (
          <ul>
            {needs.map((need) => (
              <NeedRow key={needKey(need)} need={need} myId={myId} />
            ))}
          </ul>
        )}
      </Band>
      <Band title={t('today')}>
        <DayStrip jobs={today} now={now} />
      </Band>
      <Band title={t('running')}>
        <JobLines jobs={open} empty={t('noneRunning')} />
      </Band>
      <Band title={t('last')} beside={all}>
        <JobLines jobs={ended} empty={t('noneEnded')} />
      </Band>
    </div>
  );
}

/** Screen 2: is everything fine, and what needs me. */
export function HomePage() {
  const { t } = useTranslation('home');
  const live = useLiveOrg();
  const me = useMe();
  const now = Date.now();
  const every = { refetchInterval: 5000 };
  const waiting = useApi('listJobs', { query: { status: PERSON_STATUSES.join(','), limit: 100 } }, every);
  const open = useApi('listJobs', { query: { status: OPEN_STATUSES.join(','), limit: 10 } }, every);
  const ended = useApi('listJobs', { query: { status: 'completed,failed,cancelled', limit: 8 } }, every);
  const today = useApi('listJobs', { query: { from: new Date(startOfDay(now)).toISOString(), limit: 200 } }, every);
  const sessions = useApi('listSessions', {});
  const workers = useApi('listWorkers', {}, every);
  const needs = needsOf({
    waiting: waiting.data?.items ?? [],
    accounts: sessions.data ?? [],
    robots: workers.data?.items.length ?? null,
    now,
  });
  return (
    <>
      <PageHeader title={t('title')} actions={<Freshness live={live} />} />
      <QueryPart query={ended}>
        {({ items }) => {
          const empty = items.length === 0 && open.data?.items.length === 0 && waiting.data?.items.length === 0;
          return empty ? (
            <EmptyState
              title={t('new.title')}
              text={t('new.text')}
              action={
                <Link to="/portales" className={linkClass}>
                  {t('new.action')}
                </Link>
              }
            />
          ) : (
            <HomeView
              needs={needs}
              open={open.data?.items ?? []}
              ended={items}
              today={today.data?.items ?? []}
              now={now}
              myId={me.data?.user.id}
            />
          );
        }}
      </QueryPart>
    </>
  );
}
