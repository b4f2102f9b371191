import type { ReactNode } from 'react';
import { StateMark } from './state-mark.tsx';

export interface ErrorPartProps {
  title: string;
  /** What to do next. */
  hint?: string | undefined;
  code?: string | undefined;
  action?: ReactNode;
}

/** One part of a screen could not be had; the rest goes on living. */
export function ErrorPart({ title, hint, code, action }: ErrorPartProps) {
  return (
    <div role="alert" className="flex items-start gap-3 px-5 py-4">
      <StateMark kind="failure" size={14} className="mt-[3px]" />
      <div className="flex flex-col items-start gap-2">
        <div>
          <p className="text-body font-semibold">{title}</p>
          {hint !== undefined && <p className="text-body text-muted">{hint}</p>}
        </div>
        <div className="flex flex-wrap items-center gap-3">
          {action}
          {code !== undefined && <code className="mono text-muted">{code}</code>}
        </div>
      </div>
    </div>
  );
}
