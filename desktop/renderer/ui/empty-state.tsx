import type { ReactNode } from 'react';

export interface EmptyStateProps {
  title: string;
  text?: string | undefined;
  action?: ReactNode;
}

/** Nothing here yet, or nothing that fits: one line of what this is, and the one way on. */
export function EmptyState({ title, text, action }: EmptyStateProps) {
  return (
    <div className="flex max-w-xl flex-col items-start gap-3 px-5 py-6">
      <div>
        <p className="text-body font-semibold">{title}</p>
        {text !== undefined && <p className="mt-0.5 text-body text-muted">{text}</p>}
      </div>
      {action}
    </div>
  );
}
