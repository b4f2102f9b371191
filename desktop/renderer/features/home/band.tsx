import type { ReactNode } from 'react';

/** One of the stripes that the first screen consists of. */
export function Band({ title, beside, children }: { title: string; beside?: ReactNode; children: ReactNode }) {
  return (
    <section className="border-b border-line bg-surface">
      <h2 className="flex h-10 items-center justify-between px-5 text-section font-bold">
        {title}
        {beside}
      </h2>
      {children}
    </section>
  );
}
