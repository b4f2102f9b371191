import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { cx } from '../../../ui/cx.ts';
import { StateMark } from '../../../ui/state-mark.tsx';
import { stepTitle } from '../step-title.ts';
import type { FilmFrame } from './step-pictures.ts';

const FRAME_PX = 124;
const MOVES: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, PageUp: -8, PageDown: 8 };

export interface FilmStripProps {
  frames: readonly FilmFrame[];
  /** Path of the step that is shown. */
  shown: string | null;
  onChoose: (path: string) => void;
}

function Thumb({
  frame,
  id,
  chosen,
  onChoose,
}: {
  frame: FilmFrame;
  id: string;
  chosen: boolean;
  onChoose: () => void;
}) {
  const { t } = useTranslation('jobs');
  const { row, number, picture } = frame;
  return (
    <div
      id={id}
      role="option"
      aria-selected={chosen}
      aria-label={`${number}. ${stepTitle(t, row)}`}
      onClick={onChoose}
      className={cx(
        'flex h-full w-29 flex-col overflow-hidden rounded-control border bg-surface',
        chosen ? 'border-accent outline-2 -outline-offset-2 outline-accent' : 'border-line hover:border-line-strong',
      )}
    >
      <img src={picture.url} alt="" loading="lazy" className="min-h-0 flex-1 bg-sunken object-cover object-top" />
      <span className="flex h-5 shrink-0 items-center gap-1.5 border-t border-line px-1.5 text-meta">
        <StateMark kind={row.mark} size={10} />
        {number}
      </span>
    </div>
  );
}

/** The pictures of an execution, small and in order; arrow keys go along. Only those in sight exist. */
export function FilmStrip({ frames, shown, onChoose }: FilmStripProps) {
  const { t } = useTranslation('live');
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    horizontal: true,
    count: frames.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => FRAME_PX,
    overscan: 4,
  });
  const at = frames.findIndex(({ row }) => row.path === shown);
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' });
  }, [at, virtual]);

  function onKeyDown(event: KeyboardEvent): void {
    const move = MOVES[event.key];
    const to = event.key === 'Home' ? 0 : event.key === 'End' ? frames.length - 1 : at + (move ?? 0);
    if (move === undefined && event.key !== 'Home' && event.key !== 'End') return;
    event.preventDefault();
    const target = frames[Math.min(frames.length - 1, Math.max(0, to))];
    if (target !== undefined) onChoose(target.row.path);
  }

  return (
    <div
      ref={scroller}
      role="listbox"
      aria-orientation="horizontal"
      aria-label={t('replay.film')}
      aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      className="h-24 shrink-0 overflow-x-auto overflow-y-hidden border-t border-line bg-surface px-2 py-1.5 -outline-offset-2"
    >
      <div role="presentation" className="relative h-full" style={{ width: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const frame = frames[index];
          if (frame === undefined) return null;
          return (
            <div
              key={frame.picture.name}
              role="presentation"
              className="absolute inset-y-0 left-0"
              style={{ transform: `translateX(${start}px)` }}
            >
              <Thumb
                frame={frame}
                id={`${id}-${index}`}
                chosen={index === at}
                onChoose={() => onChoose(frame.row.path)}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}
