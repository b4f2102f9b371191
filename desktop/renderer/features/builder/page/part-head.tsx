import type { ReactNode } from 'react';

/** The line above one of the builder's parts: what it is, or may be instead, and what can be done with it as a whole. */
export function PartHead({ title, children }: { title: ReactNode; children?: ReactNode }) {
  return (
    <header className="flex h-9 shrink-0 items-center justify-between border-b border-line pr-2 pl-4">
      {typeof title === 'string' ? <h2 className="text-body font-semibold">{title}</h2> : title}
      <div className="flex items-center">{children}</div>
    </header>
  );
}
