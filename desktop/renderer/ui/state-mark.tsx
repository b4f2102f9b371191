import { cva } from 'class-variance-authority';
import { cx } from './cx.ts';

/** What a state looks like: a colour and a shape, so that neither alone has to carry it. */
export type MarkKind = 'waiting' | 'running' | 'success' | 'person' | 'failure' | 'stopped' | 'skipped';

export const markColour = cva('', {
  variants: {
    kind: {
      waiting: 'text-muted',
      running: 'text-running',
      success: 'text-success',
      person: 'text-attention',
      failure: 'text-failure',
      stopped: 'text-muted',
      skipped: 'text-muted',
    } satisfies Record<MarkKind, string>,
  },
});

const SHAPES: Record<MarkKind, React.ReactNode> = {
  waiting: <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  running: (
    <>
      <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M6 1.75a4.25 4.25 0 0 0 0 8.5z" fill="currentColor" />
    </>
  ),
  success: <circle cx="6" cy="6" r="5" fill="currentColor" />,
  person: (
    <path
      d="M3 6.2V3.4m0 2.8V7.2c0 2 1.2 3.3 3.2 3.3S9.4 9.2 9.4 7.4V4M3 6.2 2 5.1M5 5.6V1.9m2.1 3.7V2m2.3 3.6V3.4"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  ),
  failure: (
    <>
      <rect x="1" y="1" width="10" height="10" rx="1.5" fill="currentColor" />
      <path d="m4 4 4 4m0-4-4 4" stroke="var(--surface)" strokeWidth="1.5" strokeLinecap="round" />
    </>
  ),
  stopped: <rect x="2" y="2" width="8" height="8" rx="1" fill="currentColor" />,
  skipped: <path d="M2 6h8" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />,
};

/** The shape alone; the word beside it names the state. */
export function StateMark({
  kind,
  size = 12,
  className,
}: {
  kind: MarkKind;
  size?: number;
  className?: string | undefined;
}) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 12 12"
      aria-hidden="true"
      className={cx(
        'shrink-0',
        markColour({ kind }),
        kind === 'running' && 'animate-[turn_1.2s_linear_infinite]',
        className,
      )}
    >
      {SHAPES[kind]}
    </svg>
  );
}
