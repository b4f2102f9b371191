import type { Schedule, Tick } from '@sri/shared/protocol/api/schedules.ts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { QueryPart } from '../../domain/query-part.tsx';
import { errorText } from '../../lib/error-text.ts';
import { useApi } from '../../lib/use-api.ts';
import { StateMark, type MarkKind } from '../../ui/state-mark.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { linkClass } from '../../ui/text-link.tsx';
import { useDayWords } from './use-day-words.ts';

const MARKS: Record<Tick['outcome'], MarkKind> = {
  started: 'success',
  running: 'skipped',
  holiday: 'skipped',
  missed: 'stopped',
  portal_paused: 'stopped',
  account_stopped: 'person',
  flow_not_published: 'person',
  session_missing: 'person',
  failures: 'person',
  owner: 'person',
  refused: 'failure',
};

/** What became of one time, in words. */
export function useTickText(): (tick: Tick) => string {
  const { t } = useTranslation('schedules');
  const { t: tErrors } = useTranslation('errors');
  return ({ outcome, holiday, more, error, byHand }) => {
    if (outcome === 'holiday') return t('tick.holiday', { holiday: holiday ?? '' });
    if (outcome === 'missed' && more > 0) return t('tick.missedMore', { count: more });
    if (outcome === 'refused' && error !== null) return errorText(tErrors, { ...error, hint: '' }).title;
    if (outcome === 'started') return t(byHand ? 'tick.byHand' : 'tick.started');
    return t(`tick.${outcome}`);
  };
}

function TickLine({ tick, timezone }: { tick: Tick; timezone: string }) {
  const { t } = useTranslation('schedules');
  const words = useDayWords(timezone);
  const text = useTickText();
  return (
    <li className="flex min-h-9 items-center gap-3 border-b border-line py-1">
      <StateMark kind={MARKS[tick.outcome]} size={12} />
      <span className="min-w-0 flex-1">
        <time dateTime={tick.dueAt} className="block">
          {words.moment(Date.parse(tick.dueAt))}
        </time>
        <span className="block text-meta text-muted">{text(tick)}</span>
      </span>
      {tick.jobId !== null && (
        <Link to="/ejecuciones/$jobId" params={{ jobId: tick.jobId }} className={linkClass}>
          {t('tick.see')}
        </Link>
      )}
    </li>
  );
}

/** The times that were, newest first: which one ran, and why another did not. */
export function TickHistory({ schedule, onClose }: { schedule: Schedule; onClose: () => void }) {
  const { t } = useTranslation('schedules');
  const ticks = useApi(
    'listTicks',
    { params: { id: schedule.id }, query: { limit: 100 } },
    { refetchInterval: 15_000 },
  );
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()} title={t('history.title', { name: schedule.name })}>
      <QueryPart query={ticks} rows={6}>
        {({ items, more }) =>
          items.length === 0 ? (
            <p className="text-muted">{t('history.empty')}</p>
          ) : (
            <>
              <ul>
                {items.map((tick) => (
                  <TickLine key={tick.dueAt} tick={tick} timezone={schedule.timezone} />
                ))}
              </ul>
              {more && <p className="pt-2 text-meta text-muted">{t('history.more', { count: items.length })}</p>}
            </>
          )
        }
      </QueryPart>
    </Sheet>
  );
}
