import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataColumn } from '../../../ui/data-column.ts';
import { DataTable } from '../../../ui/data-table.tsx';
import type { SavedContent, SavedRow } from './saved-data.ts';
import { useCellText } from './use-cell-text.ts';

interface NumberedRow {
  number: number;
  row: SavedRow;
}

/** The values of one thing, each with its name. */
export function SavedValues({ row }: { row: SavedRow }) {
  const text = useCellText();
  return (
    <dl className="grid grid-cols-[minmax(120px,auto)_1fr] gap-x-6 gap-y-1 p-4">
      {Object.entries(row).map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd className="min-w-0 break-words">{text(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Rows by which a column's width is judged. */
const SAMPLE = 50;
const PADDING = 3;

/** At least as wide as its longest text among the first rows, within reason: what is cut off cannot be told apart. */
function trackOf(texts: readonly string[]): string {
  const longest = Math.max(...texts.map(({ length }) => length));
  return `minmax(${Math.min(30, Math.max(8, longest)) + PADDING}ch, 1fr)`;
}

/** A saved table; of thousands of rows only those in sight exist. */
export function SavedTable({ content, label }: { content: SavedContent; label: string }) {
  const { t } = useTranslation('jobs');
  const text = useCellText();
  const { columns, rows } = content;
  const numbered = useMemo(() => rows.map((row, index) => ({ number: index + 1, row })), [rows]);
  const shown = useMemo<DataColumn<NumberedRow>[]>(() => {
    const allNumbers = (name: string): boolean => rows.every((row) => typeof row[name] === 'number');
    return [
      {
        id: 'number',
        header: t('result.row'),
        width: '64px',
        align: 'right',
        cell: ({ number }) => <span className="mono text-muted">{number}</span>,
      },
      ...columns.map((name, index): DataColumn<NumberedRow> => {
        const numbers = allNumbers(name);
        return {
          id: `c${index}`,
          header: name === '' ? t('result.value') : name,
          width: trackOf([name, ...rows.slice(0, SAMPLE).map((row) => text(row[name]))]),
          ...(numbers ? { align: 'right' as const, sortBy: ({ row }: NumberedRow) => Number(row[name]) } : {}),
          cell: ({ row }) => (
            <span className="truncate" title={text(row[name])}>
              {text(row[name])}
            </span>
          ),
        };
      }),
    ];
  }, [columns, rows, t, text]);
  return <DataTable label={label} columns={shown} rows={numbered} rowId={({ number }) => String(number)} />;
}
