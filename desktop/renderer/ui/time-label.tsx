import { Tooltip } from './tooltip.tsx';

/** A time in short words; the exact one on hover and focus. */
export function TimeLabel({ dateTime, label, title }: { dateTime: string; label: string; title: string }) {
  return (
    <Tooltip text={title}>
      <time dateTime={dateTime} className="whitespace-nowrap">
        {label}
      </time>
    </Tooltip>
  );
}
