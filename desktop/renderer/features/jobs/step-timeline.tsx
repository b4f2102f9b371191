import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/preferences-context.tsx';
import { useNow } from '../../lib/use-now.ts';
import { cx } from '../../ui/cx.ts';
import { StateMark, type MarkKind } from '../../ui/state-mark.tsx';
import type { StepRow } from './step-rows.ts';
import { stepTitle } from './step-title.ts';

const LINE: Record<MarkKind, string> = {
  waiting: 'bg-line',
  running: 'bg-running',
  success: 'bg-success',
  person: 'bg-attention',
  failure: 'bg-failure',
  stopped: 'bg-line',
  skipped: 'bg-line',
};

function Row({ row, number, last, now }: { row: StepRow; number: number; last: boolean; now: number }) {
  const { t } = useTranslation('jobs');
  const format = useFormat();
  const ms = row.durationMs ?? (row.mark === 'running' ? Math.max(0, now - row.startedAt) : null);
  return (
    <li
      data-failed={row.mark === 'failure' || undefined}
      className={cx(
        'relative flex min-h-[34px] items-start gap-2.5 px-4 py-[7px]',
        row.mark === 'running' && 'bg-running-soft',
        row.mark === 'failure' && 'bg-failure-soft',
      )}
    >
      {/* The surco: one line that carries the sequence, coloured by state. */}
      <span
        aria-hidden="true"
        className={cx('absolute top-0 left-[51px] w-0.5', last ? 'h-[17px]' : 'h-full', LINE[row.mark])}
      />
      <span className="w-5 shrink-0 text-right text-meta leading-5 text-muted">{number}</span>
      <span className="relative flex h-5 w-3 shrink-0 items-center justify-center">
        <span
          className={cx(
            'relative rounded-full',
            row.mark === 'running' ? 'bg-running-soft' : row.mark === 'failure' ? 'bg-failure-soft' : 'bg-surface',
          )}
        >
          <StateMark kind={row.mark} />
        </span>
      </span>
      <div className="min-w-0 flex-1" style={{ paddingLeft: row.depth * 16 }}>
        <p>
          {stepTitle(t, row)}{' '}
          {row.round !== null && <span className="text-muted">{t('steps.round', { round: row.round })}</span>}
          {row.message !== null && row.mark !== 'failure' && <span className="text-muted"> {row.message}</span>}
          <span className="sr-only">
            {row.mark === 'success'
              ? t('steps.passed')
              : row.mark === 'failure'
                ? t('steps.failed')
                : row.mark === 'skipped'
                  ? t('steps.skipped')
                  : t('steps.running')}
          </span>
        </p>
        {row.error !== null && (
          <p className={cx('text-meta', row.mark === 'failure' ? 'text-failure' : 'text-muted')}>{row.error.message}</p>
        )}
      </div>
      <span className="mono shrink-0 text-muted">{ms === null ? '' : format.duration(ms)}</span>
    </li>
  );
}

/** What was done, in order; it keeps the running step in sight, and opens at the one that failed. */
export function StepTimeline({ rows, follow }: { rows: readonly StepRow[]; follow: boolean }) {
  const { t } = useTranslation('jobs');
  const list = useRef<HTMLOListElement>(null);
  const running = rows.some(({ mark }) => mark === 'running');
  const now = useNow(500, running);
  const failed = rows.some(({ mark }) => mark === 'failure');
  useEffect(() => {
    if (follow && running) list.current?.lastElementChild?.scrollIntoView({ block: 'nearest' });
  }, [follow, running, rows.length]);
  useEffect(() => {
    if (failed) list.current?.querySelector('[data-failed]')?.scrollIntoView({ block: 'nearest' });
  }, [failed]);
  const done = rows.filter(({ mark }) => mark !== 'running').length;
  return (
    <section
      aria-label={t('steps.title')}
      data-region
      tabIndex={-1}
      className="flex min-h-0 flex-1 flex-col bg-surface outline-none"
    >
      <h2 className="flex h-9 shrink-0 items-center gap-2 px-4 font-semibold">
        {t('steps.title')}
        {rows.length > 0 && (
          <span className="font-normal text-muted">{t('steps.count', { done, total: rows.length })}</span>
        )}
      </h2>
      {rows.length === 0 ? (
        <p className="px-4 text-muted">{t('steps.empty')}</p>
      ) : (
        <ol
          ref={list}
          tabIndex={0}
          aria-label={t('steps.title')}
          className="min-h-0 flex-1 overflow-y-auto pb-4 -outline-offset-2"
        >
          {rows.map((row, index) => (
            <Row key={row.path} row={row} number={index + 1} last={index === rows.length - 1} now={now} />
          ))}
        </ol>
      )}
    </section>
  );
}
