import type { Schedule } from '@sri/shared/protocol/api/schedules.ts';
import { useTranslation } from 'react-i18next';
import { useDayWords } from './use-day-words.ts';
import { ownZone, sameWall } from './zones.ts';

/** The next run in the schedule's zone, and in the reader's where that is another time. */
export function NextTime({ schedule: { nextAt, timezone } }: { schedule: Pick<Schedule, 'nextAt' | 'timezone'> }) {
  const { t } = useTranslation('schedules');
  const words = useDayWords(timezone);
  const own = useDayWords();
  if (nextAt === null) return <span className="text-muted">{t('ended')}</span>;
  const at = Date.parse(nextAt);
  return (
    <span className="truncate">
      <time dateTime={nextAt}>{words.short(at)}</time>
      {!sameWall(at, timezone, ownZone()) && (
        <span className="text-muted"> {t('next.own', { moment: own.time(at) })}</span>
      )}
    </span>
  );
}
