import { useTable, type ColumnDef } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { cx } from './cx.ts';
import { features, type DataColumn, type Features } from './data-column.ts';
import { TableHead } from './data-table-head.tsx';
import { useRowHeight } from './use-row-height.ts';

export interface DataTableProps<T> {
  label: string;
  columns: readonly DataColumn<T>[];
  rows: readonly T[];
  rowId: (row: T) => string;
  onOpen?: (row: T) => void;
  /** A key pressed on a row that the table itself has no use for. */
  onRowKey?: (row: T, key: string) => void;
  isSelected?: (row: T) => boolean;
  /** At the end of the rows, as a button that loads more. */
  footer?: ReactNode;
}

const MOVES: Record<string, number> = {
  ArrowDown: 1,
  j: 1,
  J: 1,
  ArrowUp: -1,
  k: -1,
  K: -1,
  PageDown: 10,
  PageUp: -10,
};

/**
 * Rows of one height, of which only those in sight exist. Arrows or J and K walk, Enter opens, other keys go to
 * `onRowKey`. Sorts what is loaded.
 */
export function DataTable<T>({ label, columns, rows, rowId, onOpen, onRowKey, isSelected, footer }: DataTableProps<T>) {
  const definitions = useMemo<ColumnDef<Features, T & object>[]>(
    () =>
      columns.map(({ id, header, sortBy }) => ({
        id,
        header,
        enableSorting: sortBy !== undefined,
        sortFn: 'basic',
        ...(sortBy === undefined ? {} : { accessorFn: (row: T & object) => sortBy(row) }),
      })),
    [columns],
  );
  const table = useTable({
    features,
    columns: definitions,
    data: rows as readonly (T & object)[],
    getRowId: (row) => rowId(row),
  });
  const shown = table.getRowModel().rows;
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = useRowHeight();
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const [activeId, setActiveId] = useState<string | null>(null);
  const activeIndex = Math.max(
    0,
    shown.findIndex((row) => row.id === activeId),
  );
  const tracks = columns.map(({ width }) => width).join(' ');

  function moveTo(index: number): void {
    const target = shown[Math.min(shown.length - 1, Math.max(0, index))];
    if (target === undefined) return;
    setActiveId(target.id);
    virtual.scrollToIndex(target.index === undefined ? index : shown.indexOf(target));
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-row-id="${CSS.escape(target.id)}"]`)?.focus(),
    );
  }

  function onKeyDown(event: KeyboardEvent, row: T): void {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const move = MOVES[event.key];
    if (move !== undefined) moveTo(activeIndex + move);
    else if (event.key === 'Home') moveTo(0);
    else if (event.key === 'End') moveTo(shown.length - 1);
    else if (event.key === 'Enter') onOpen?.(row);
    else {
      onRowKey?.(row, event.key);
      if (event.key !== ' ') return;
    }
    event.preventDefault();
  }

  return (
    <div ref={scroller} className="relative min-h-0 flex-1 overflow-auto" tabIndex={-1}>
      <div role="grid" aria-label={label} aria-rowcount={shown.length + 1} className="min-w-fit">
        <TableHead columns={columns} headers={table.getHeaderGroups()[0]?.headers ?? []} tracks={tracks} />
        <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = shown[item.index];
            if (row === undefined) return null;
            const selected = isSelected?.(row.original);
            return (
              <div
                key={row.id}
                role="row"
                data-row-id={row.id}
                aria-rowindex={item.index + 2}
                aria-selected={selected}
                tabIndex={item.index === activeIndex ? 0 : -1}
                onFocus={() => setActiveId(row.id)}
                onKeyDown={(event) => onKeyDown(event, row.original)}
                onClick={() => onOpen?.(row.original)}
                className={cx(
                  'absolute inset-x-0 grid items-center border-b border-line px-3 -outline-offset-2 hover:bg-hover',
                  selected === true && 'bg-accent-soft hover:bg-accent-soft',
                )}
                style={{ gridTemplateColumns: tracks, height: item.size, transform: `translateY(${item.start}px)` }}
              >
                {columns.map((column) => (
                  <div
                    key={column.id}
                    role="gridcell"
                    className={cx('flex min-w-0 items-center truncate px-2', column.align === 'right' && 'justify-end')}
                  >
                    {column.cell(row.original)}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
      {footer}
    </div>
  );
}
