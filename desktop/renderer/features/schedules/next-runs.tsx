import type { PreviewedOccurrence } from '@sri/shared/protocol/api/schedules.ts';
import type { ScheduleRule } from '@sri/shared/model/schedule.ts';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/error-text.ts';
import { useApi } from '../../lib/use-api.ts';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { useDayWords } from './use-day-words.ts';
import { ownZone, sameWall } from './zones.ts';

const QUIET_MS = 250;

/** What is typed quickly is asked for once. */
function useQuiet<T>(value: T): T {
  const [quiet, setQuiet] = useState(value);
  const text = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setQuiet(JSON.parse(text) as T), QUIET_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return quiet;
}

/** The next runs of a rule as the server reckons them; the former ones stay while new ones are on their way. */
export function usePreview(rule: ScheduleRule) {
  const preview = useApi('previewSchedule', { body: useQuiet(rule) });
  const last = useRef(preview.data);
  if (preview.data !== undefined) last.current = preview.data;
  return { error: preview.error, data: preview.error === null ? (preview.data ?? last.current) : undefined };
}

function Line({ one, timezone }: { one: PreviewedOccurrence; timezone: string }) {
  const { t } = useTranslation('schedules');
  const words = useDayWords(timezone);
  const own = useDayWords();
  const at = Date.parse(one.at);
  if (one.kind === 'left') {
    return (
      <li className="text-muted">
        <s>{words.moment(at)}</s> {t('next.left', { holiday: one.holiday ?? '' })}
      </li>
    );
  }
  return (
    <li>
      <time dateTime={one.at}>{words.moment(at)}</time>{' '}
      <span className="text-muted">
        {!sameWall(at, timezone, ownZone()) &&
          t('next.own', { moment: words.day(at) === own.day(at) ? own.time(at) : own.moment(at) })}
        {one.movedFrom !== null && ` ${t('next.moved', { holiday: one.holiday ?? '' })}`}
        {one.clockMovedFrom !== null && ` ${t('next.clock', { time: one.clockMovedFrom })}`}
      </span>
    </li>
  );
}

/** The next five in words, with the days that are left out and why. */
export function NextRuns({ preview, timezone }: { preview: ReturnType<typeof usePreview>; timezone: string }) {
  const { t } = useTranslation('schedules');
  const { t: tErrors } = useTranslation('errors');
  if (preview.error !== null) {
    const { title, hint } = errorText(tErrors, preview.error);
    return (
      <p role="alert" className="text-failure">
        <span className="font-semibold">{title}</span> {hint}
      </p>
    );
  }
  return (
    <section aria-label={t('next.title')}>
      <h3 className="mb-1 text-body font-semibold">{t('next.title')}</h3>
      {preview.data === undefined ? (
        <SkeletonRows rows={3} />
      ) : (
        <ol className="flex flex-col gap-0.5">
          {preview.data.items.map((one) => (
            <Line key={`${one.at} ${one.kind}`} one={one} timezone={timezone} />
          ))}
        </ol>
      )}
    </section>
  );
}
