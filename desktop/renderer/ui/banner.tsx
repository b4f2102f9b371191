import { cva } from 'class-variance-authority';
import type { ReactNode } from 'react';

const look = cva(
  'flex min-h-9 shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-5 py-1.5 text-body',
  {
    variants: {
      kind: {
        info: 'bg-accent-soft text-ink',
        attention: 'bg-attention-soft text-attention',
        failure: 'bg-failure-soft text-failure',
      },
    },
  },
);

/** A message about the whole page, across its width. Never modal. */
export function Banner({
  kind,
  children,
  action,
}: {
  kind: 'info' | 'attention' | 'failure';
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div role="status" className={look({ kind })}>
      <span className="min-w-0 flex-1">{children}</span>
      {action}
    </div>
  );
}
