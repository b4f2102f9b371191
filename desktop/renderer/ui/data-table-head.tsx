import type { Header } from '@tanstack/react-table';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { cx } from './cx.ts';
import type { DataColumn, Features } from './data-column.ts';

interface TableHeadProps<T> {
  columns: readonly DataColumn<T>[];
  headers: readonly Header<Features, T & object>[];
  tracks: string;
}

const SORTED = { asc: 'ascending', desc: 'descending' } as const;

/** The row of headers, which stays in sight; a header that sorts is a button. */
export function TableHead<T>({ columns, headers, tracks }: TableHeadProps<T>) {
  return (
    <div role="rowgroup" className="sticky top-0 z-10 border-b border-line bg-surface">
      <div role="row" aria-rowindex={1} className="grid h-7 items-center px-3" style={{ gridTemplateColumns: tracks }}>
        {columns.map((column, index) => {
          const header = headers[index];
          const sorted = header?.column.getIsSorted() ?? false;
          const sorts = header?.column.getCanSort() === true && column.sortBy !== undefined;
          const Arrow = sorted === 'desc' ? ArrowDown : ArrowUp;
          return (
            <div
              key={column.id}
              role="columnheader"
              aria-sort={sorted === false ? undefined : SORTED[sorted]}
              className={cx(
                'flex min-w-0 items-center px-2 text-caption font-semibold text-muted',
                column.align === 'right' && 'justify-end',
              )}
            >
              {column.headerCell ??
                (sorts ? (
                  <button
                    type="button"
                    onClick={header.column.getToggleSortingHandler()}
                    className="flex min-h-6 items-center gap-1 rounded-control hover:text-ink"
                  >
                    {column.header}
                    {sorted !== false && <Arrow size={12} strokeWidth={1.75} aria-hidden="true" />}
                  </button>
                ) : (
                  column.header
                ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}
