import { ChartNoAxesGantt } from 'lucide-react';
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../lib/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { stepBars } from './step-bars.ts';
import { StepRowView } from './step-row-view.tsx';
import type { StepRow } from './step-rows.ts';

const MOVES: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };

export interface StepTimelineProps {
  rows: readonly StepRow[];
  /** A robot may still add to it. */
  open: boolean;
  /** Path of the step that is looked at; null: whatever happens now. */
  shown: string | null;
  /** Null: back to what happens now. */
  onChoose: (path: string | null) => void;
}

/** What was done, in order. It keeps the running step in sight until a person chooses one; arrow keys go from one to the next. */
export function StepTimeline({ rows, open, shown, onChoose }: StepTimelineProps) {
  const { t } = useTranslation('jobs');
  const id = useId();
  const list = useRef<HTMLOListElement>(null);
  const running = rows.some(({ mark }) => mark === 'running');
  const now = useNow(500, running);
  const [barred, setBarred] = useState(false);
  const bars = useMemo(() => (barred ? stepBars(rows, now) : undefined), [barred, rows, now]);
  const at = rows.findIndex(({ path }) => path === shown);
  useEffect(() => {
    if (open && running && shown === null) list.current?.lastElementChild?.scrollIntoView({ block: 'nearest' });
  }, [open, running, shown, rows.length]);
  useEffect(() => {
    if (at >= 0) list.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = MOVES[event.key];
    if (move === undefined && event.key !== 'Home' && event.key !== 'End') return;
    event.preventDefault();
    const from = at >= 0 ? at : move !== undefined && move < 0 ? rows.length : -1;
    const to = event.key === 'Home' ? 0 : event.key === 'End' ? rows.length - 1 : from + (move ?? 0);
    const target = rows[Math.min(rows.length - 1, Math.max(0, to))];
    if (target !== undefined) onChoose(target.path);
  }

  const done = rows.filter(({ mark }) => mark !== 'running').length;
  return (
    <section
      aria-label={t('steps.title')}
      data-region
      tabIndex={-1}
      className="flex min-h-0 flex-1 flex-col bg-surface outline-none"
    >
      <div className="flex h-9 shrink-0 items-center gap-2 px-4">
        <h2 className="flex flex-1 gap-2 font-semibold">
          {t('steps.title')}
          {rows.length > 0 && (
            <span className="font-normal text-muted">{t('steps.count', { done, total: rows.length })}</span>
          )}
        </h2>
        {open && shown !== null && (
          <Button size="small" onClick={() => onChoose(null)}>
            {t('steps.back')}
          </Button>
        )}
        {rows.length > 0 && (
          <IconButton
            label={t('steps.bars')}
            aria-pressed={barred}
            className={barred ? 'bg-accent-soft text-accent' : undefined}
            icon={<ChartNoAxesGantt size={16} strokeWidth={1.75} />}
            onClick={() => setBarred(!barred)}
          />
        )}
      </div>
      {rows.length === 0 ? (
        <p className="px-4 text-muted">{t(open ? 'steps.empty' : 'steps.none')}</p>
      ) : (
        <ol
          ref={list}
          role="listbox"
          tabIndex={0}
          aria-label={t('steps.title')}
          aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
          onKeyDown={onKeyDown}
          className="min-h-0 flex-1 overflow-y-auto pb-4 -outline-offset-2"
        >
          {rows.map((row, index) => (
            <StepRowView
              key={row.path}
              id={`${id}-${index}`}
              row={row}
              number={index + 1}
              last={index === rows.length - 1}
              chosen={index === at}
              now={row.mark === 'running' ? now : 0}
              from={bars?.get(row.path)?.from ?? null}
              width={bars?.get(row.path)?.width ?? 0}
              onChoose={onChoose}
            />
          ))}
        </ol>
      )}
    </section>
  );
}
