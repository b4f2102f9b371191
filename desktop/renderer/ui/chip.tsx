import { cva } from 'class-variance-authority';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { StateMark, type MarkKind } from './state-mark.tsx';

const ground = cva(
  'inline-flex h-5 max-w-full shrink-0 items-center gap-1.5 rounded-control px-1.5 text-meta font-semibold whitespace-nowrap',
  {
    variants: {
      kind: {
        waiting: 'bg-sunken text-muted',
        running: 'bg-running-soft text-running',
        success: 'bg-success-soft text-success',
        person: 'bg-attention-soft text-attention',
        failure: 'bg-failure-soft text-failure',
        stopped: 'bg-sunken text-muted',
        skipped: 'bg-sunken text-muted',
      } satisfies Record<MarkKind, string>,
    },
  },
);

/** A state: shape, colour and word together. */
export function StatusChip({ kind, children }: { kind: MarkKind; children: ReactNode }) {
  return (
    <span className={ground({ kind })}>
      <StateMark kind={kind} size={10} />
      {children}
    </span>
  );
}

/** A word about a thing that is no state of it, as a version or a kind. */
export function Badge({ children, className }: { children: ReactNode; className?: string | undefined }) {
  return (
    <span
      className={cx(
        'inline-flex h-5 shrink-0 items-center rounded-control border border-line bg-surface px-1.5 text-meta whitespace-nowrap text-muted',
        className,
      )}
    >
      {children}
    </span>
  );
}
