import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { FaultLine } from '../../domain/fault-line.tsx';
import { useFormat } from '../../lib/preferences-context.tsx';
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

const SAID = {
  success: 'steps.passed',
  failure: 'steps.failed',
  skipped: 'steps.skipped',
} as const satisfies Partial<Record<MarkKind, string>>;

export interface StepRowViewProps {
  id: string;
  row: StepRow;
  number: number;
  last: boolean;
  chosen: boolean;
  /** ms since the epoch, for a step that runs; 0 for others, so that they are not drawn anew each second. */
  now: number;
  /** Where and how long it ran among the others, from 0 to 1; null where that is not asked for. */
  from: number | null;
  width: number;
  onChoose: (path: string) => void;
}

function soft(mark: MarkKind): string {
  return mark === 'running' ? 'bg-running-soft' : mark === 'failure' ? 'bg-failure-soft' : 'bg-surface';
}

/** One step of the timeline; a list of thousands draws only those anew that changed. */
export const StepRowView = memo(function StepRowView({
  id,
  row,
  number,
  last,
  chosen,
  now,
  from,
  width,
  onChoose,
}: StepRowViewProps) {
  const { t } = useTranslation('jobs');
  const format = useFormat();
  const ms = row.durationMs ?? (row.mark === 'running' ? Math.max(0, now - row.startedAt) : null);
  return (
    <li
      id={id}
      role="option"
      aria-selected={chosen}
      onClick={() => onChoose(row.path)}
      className={cx(
        'relative flex min-h-[34px] items-start gap-2.5 px-4 py-[7px] [content-visibility:auto]',
        soft(row.mark),
        chosen ? 'shadow-[inset_3px_0_0_var(--accent)]' : 'hover:bg-hover',
        chosen && row.mark === 'success' && 'bg-accent-soft',
      )}
    >
      {/* The surco: one line that carries the sequence, coloured by state. */}
      <span
        aria-hidden="true"
        className={cx('absolute top-0 left-[51px] w-0.5', last ? 'h-[17px]' : 'h-full', LINE[row.mark])}
      />
      <span className="w-5 shrink-0 text-right text-meta leading-5 text-muted">{number}</span>
      <span className="relative flex h-5 w-3 shrink-0 items-center justify-center">
        <span className={cx('relative rounded-full', soft(row.mark))}>
          <StateMark kind={row.mark} />
        </span>
      </span>
      <div className="min-w-0 flex-1" style={{ paddingLeft: row.depth * 16 }}>
        <p>
          {stepTitle(t, row)}{' '}
          {row.round !== null && <span className="text-muted">{t('steps.round', { round: row.round })}</span>}
          {row.message !== null && row.mark !== 'failure' && <span className="text-muted"> {row.message}</span>}
          <span className="sr-only">{t(row.mark in SAID ? SAID[row.mark as keyof typeof SAID] : 'steps.running')}</span>
        </p>
        {row.error !== null && (
          <p className={cx('text-meta', row.mark === 'failure' ? 'text-failure' : 'text-muted')}>
            <FaultLine error={row.error} />
          </p>
        )}
        {from !== null && (
          <span aria-hidden="true" className="mt-1 block h-1 rounded-full bg-sunken">
            <span
              className={cx('block h-1 min-w-0.5 rounded-full', LINE[row.mark])}
              style={{ marginLeft: `${from * 100}%`, width: `${width * 100}%` }}
            />
          </span>
        )}
      </div>
      <span className="mono shrink-0 text-muted">{ms === null ? '' : format.duration(ms)}</span>
    </li>
  );
});
