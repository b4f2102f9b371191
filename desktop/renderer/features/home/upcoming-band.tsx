import type { Schedule } from '@sri/shared/protocol/api/schedules.ts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { QueryPart } from '../../domain/query-part.tsx';
import { usePortalNames } from '../../domain/use-portals.ts';
import { useFormat } from '../../lib/preferences-context.tsx';
import { useApi } from '../../lib/use-api.ts';
import { useNow } from '../../lib/use-now.ts';
import { linkClass } from '../../ui/text-link.tsx';
import { Band } from './band.tsx';
import { nextRuns } from './next-runs.ts';

const SHOWN = 5;
const EVERY = { refetchInterval: 15_000 };

/** What runs by itself next; undefined while nothing does, or it is not known. */
export function useNextRun() {
  const schedules = useApi('listSchedules', {}, EVERY);
  return nextRuns(schedules.data?.items ?? [], Date.now(), 1)[0];
}

function Lines({ schedules }: { schedules: readonly Schedule[] }) {
  const { t } = useTranslation('home');
  const format = useFormat();
  const now = useNow(30_000);
  const portalName = usePortalNames();
  const runs = nextRuns(schedules, now, SHOWN);
  if (runs.length === 0) {
    return (
      <p className="border-t border-line px-5 py-2.5 text-muted">
        {t('upcoming.none')}{' '}
        <Link to="/programacion" className={linkClass}>
          {t('upcoming.schedule')}
        </Link>
      </p>
    );
  }
  return (
    <ul>
      {runs.map(({ at, schedule }) => (
        <li
          key={`${schedule.id} ${at}`}
          className="grid min-h-(--row) grid-cols-[minmax(0,1fr)_128px_auto] items-center gap-4 border-t border-line px-5 py-1"
        >
          <span className="truncate">
            <Link to="/flujos/$flowId" params={{ flowId: schedule.flowId }} className={linkClass}>
              {schedule.flowName}
            </Link>{' '}
            <span className="text-muted">{portalName(schedule.providerId, '')}</span>
          </span>
          <span className="text-muted">{format.relative(at, now)}</span>
          <time dateTime={new Date(at).toISOString()} className="justify-self-end">
            {format.time(at)}
          </time>
        </li>
      ))}
    </ul>
  );
}

/** What runs by itself next, whoever's it is. */
export function UpcomingBand() {
  const { t } = useTranslation('home');
  const { t: tCommon } = useTranslation();
  const schedules = useApi('listSchedules', {}, EVERY);
  const all = (
    <Link to="/programacion" className={`${linkClass} text-body font-normal`}>
      {tCommon('seeAll')}
    </Link>
  );
  return (
    <Band title={t('upcoming.title')} beside={all}>
      <QueryPart query={schedules} rows={2}>
        {({ items }) => <Lines schedules={items} />}
      </QueryPart>
    </Band>
  );
}
