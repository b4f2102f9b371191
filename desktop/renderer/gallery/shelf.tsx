import type { ReactNode } from 'react';

/** A named shelf of the gallery. */
export function Shelf({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="mb-5 rounded-panel border border-line bg-surface">
      <h2 className="border-b border-line px-4 py-1.5 text-caption font-semibold text-muted">{title}</h2>
      <div className="flex flex-wrap items-start gap-4 p-4">{children}</div>
    </section>
  );
}
