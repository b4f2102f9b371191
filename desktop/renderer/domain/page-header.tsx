import { useEffect, type ReactNode } from 'react';

/** Title of a page, what belongs to it, and its acts. */
export function PageHeader({
  title,
  beside,
  actions,
  below,
}: {
  title: string;
  beside?: ReactNode;
  actions?: ReactNode;
  below?: ReactNode;
}) {
  useEffect(() => void (document.title = `${title} · SRI`), [title]);
  return (
    <header className="shrink-0 border-b border-line bg-surface px-5 py-3">
      <div className="flex min-h-(--control) flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="text-title font-bold tracking-[-0.01em]">{title}</h1>
          {beside}
        </div>
        {actions !== undefined && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
      {below}
    </header>
  );
}
