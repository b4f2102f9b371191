import type { Schedule } from '@sri/shared/protocol/api/schedules.ts';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../lib/use-api.ts';
import { cx } from '../../ui/cx.ts';
import { useDayWords } from './use-day-words.ts';
import { WEEK_DAYS, weekRows, type WeekRow } from './week-blocks.ts';

function startOfToday(): number {
  return new Date().setHours(0, 0, 0, 0);
}

function nextDays(from: number): number[] {
  return Array.from({ length: WEEK_DAYS }, (_, day) => new Date(from).setDate(new Date(from).getDate() + day));
}

function Row({ row }: { row: WeekRow }) {
  const { t } = useTranslation('schedules');
  const words = useDayWords();
  const clashes = row.blocks.filter((block) => block.clashes).length;
  const label = [
    t('week.runs', { flow: row.flowName, count: row.blocks.length }),
    ...(clashes === 0 ? [] : [t('week.clashes', { count: clashes })]),
  ].join(' ');
  return (
    <li className="grid h-7 grid-cols-[180px_minmax(0,1fr)] items-center">
      <span className="truncate pr-3 text-right text-meta">{row.flowName}</span>
      <span role="img" aria-label={label} className="relative h-full border-l border-line">
        {row.blocks.map((block) => (
          <span
            key={`${block.scheduleId} ${block.at}`}
            title={`${row.flowName}, ${words.moment(block.at)}`}
            className={cx('absolute inset-y-1.5 min-w-1', block.clashes ? 'bg-attention' : 'bg-accent')}
            style={{ left: `${block.left * 100}%`, width: `${block.width * 100}%` }}
          />
        ))}
      </span>
    </li>
  );
}

/** When what runs in the next seven days: a row for each flow, and what will be in another's way. */
export function WeekStrip({ schedules }: { schedules: readonly Schedule[] }) {
  const { t } = useTranslation('schedules');
  const words = useDayWords();
  const flows = useApi('listFlows', {});
  const from = startOfToday();
  const usual = new Map(flows.data?.items.map(({ id, usualMs }) => [id, usualMs]));
  const rows = weekRows(schedules, (flowId) => usual.get(flowId) ?? null, from);
  if (rows.length === 0) return null;
  const clashes = rows.some(({ blocks }) => blocks.some((block) => block.clashes));
  return (
    <section
      aria-label={t('week.title')}
      className="max-h-[40%] shrink-0 overflow-y-auto border-b border-line bg-surface px-5 py-3"
    >
      <div aria-hidden="true" className="grid grid-cols-[180px_minmax(0,1fr)] text-meta text-muted">
        <span />
        <span className="grid grid-cols-7">
          {nextDays(from).map((day) => (
            <span key={day} className="border-l border-line pb-1 pl-1.5">
              {words.day(day)}
            </span>
          ))}
        </span>
      </div>
      <ul className="relative">
        {rows.map((row) => (
          <Row key={row.flowId} row={row} />
        ))}
      </ul>
      {clashes && (
        <p className="mt-2 flex items-center gap-2 pl-[180px] text-meta text-muted">
          <span aria-hidden="true" className="h-3 w-1 bg-attention" /> {t('week.legend')}
        </p>
      )}
    </section>
  );
}
