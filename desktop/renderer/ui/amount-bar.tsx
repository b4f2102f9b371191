import { cx } from './cx.ts';

export interface AmountBarProps {
  /** How much it is, where 1 is the usual amount. */
  ratio: number;
  /** Much more than usual. */
  high: boolean;
}

/** An amount beside the usual one: the tick in the middle is what is usual, the end is twice that or more. */
export function AmountBar({ ratio, high }: AmountBarProps) {
  return (
    <span aria-hidden="true" className="relative block h-1 w-10 shrink-0 bg-line">
      <span
        className={cx('absolute inset-y-0 left-0', high ? 'bg-attention' : 'bg-muted')}
        style={{ width: `${Math.min(100, ratio * 50)}%` }}
      />
      <span className="absolute -inset-y-0.5 left-1/2 w-px bg-ink" />
    </span>
  );
}
