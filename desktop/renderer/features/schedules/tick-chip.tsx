import type { Tick } from '@sri/shared/protocol/api/schedules.ts';
import { RelativeTime } from '../../domain/relative-time.tsx';
import { useTickText } from './tick-history.tsx';

/** What became of the last time, briefly. */
export function TickChip({ tick }: { tick: Tick }) {
  const text = useTickText();
  return (
    <span className="truncate" title={text(tick)}>
      <RelativeTime at={tick.dueAt} /> <span className="text-muted">{text(tick)}</span>
    </span>
  );
}
