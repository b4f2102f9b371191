import { cx } from './cx.ts';

/** Stands where text will stand. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={cx('block h-3 rounded-control bg-line/60', className)} />;
}

const WIDTHS = ['w-3/5', 'w-2/5', 'w-1/2', 'w-2/3', 'w-1/3'];

/** Rows of a list that is on its way, in their real height. */
export function SkeletonRows({ rows = 8 }: { rows?: number }) {
  return (
    <div aria-hidden="true">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex h-(--row) items-center gap-6 border-b border-line px-4">
          <Skeleton className="w-24" />
          <div className="flex-1">
            <Skeleton className={WIDTHS[row % WIDTHS.length] ?? 'w-1/2'} />
          </div>
          <Skeleton className="w-16" />
        </div>
      ))}
    </div>
  );
}
