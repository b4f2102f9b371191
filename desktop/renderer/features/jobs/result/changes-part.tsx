import type { ResultChanges } from '@sri/shared/protocol/api/job-changes.ts';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { QueryPart } from '../../../domain/query-part.tsx';
import { useFormat } from '../../../lib/preferences-context.tsx';
import { useApi } from '../../../lib/use-api.ts';
import { cx } from '../../../ui/cx.ts';
import type { DataColumn } from '../../../ui/data-column.ts';
import { DataTable } from '../../../ui/data-table.tsx';
import { Select } from '../../../ui/select.tsx';
import { changeColumns, changeLines, type ChangeKind, type ChangeLine } from './change-rows.ts';
import { useCellText } from './use-cell-text.ts';

const TONES: Record<ChangeKind, string> = { added: 'text-success', removed: 'text-failure', changed: 'text-attention' };

function ChangedCell({ line, name }: { line: ChangeLine; name: string }) {
  const text = useCellText();
  const { t } = useTranslation('jobs');
  const now = text(line.row[name]);
  if (!line.columns.has(name)) {
    return (
      <span className={cx('truncate', line.kind === 'removed' && 'text-muted line-through')} title={now}>
        {now}
      </span>
    );
  }
  const was = text(line.before?.[name]);
  return (
    <span className="truncate" title={t('changes.cell', { was, now })}>
      <del className="text-muted">{was}</del> <ins className="font-semibold text-attention no-underline">{now}</ins>
    </span>
  );
}

function ChangeTable({ changes, label }: { changes: ResultChanges; label: string }) {
  const { t } = useTranslation('jobs');
  const lines = useMemo(() => changeLines(changes), [changes]);
  const columns = useMemo<DataColumn<ChangeLine>[]>(
    () => [
      {
        id: 'kind',
        header: t('changes.what'),
        width: '104px',
        sortBy: ({ kind }) => kind,
        cell: ({ kind }) => <span className={TONES[kind]}>{t(`changes.kind.${kind}`)}</span>,
      },
      ...changeColumns(lines, changes.key).map((name, index): DataColumn<ChangeLine> => ({
        id: `c${index}`,
        header: name === '' ? t('result.value') : name,
        width: 'minmax(14ch, 1fr)',
        cell: (line) => <ChangedCell line={line} name={name} />,
      })),
    ],
    [lines, changes.key, t],
  );
  return <DataTable label={label} columns={columns} rows={lines} rowId={({ id }) => id} />;
}

function Changes({ changes, name, onKey }: { changes: ResultChanges; name: string; onKey: (key: string) => void }) {
  const { t } = useTranslation('jobs');
  const format = useFormat();
  const { against, counts, keys, key } = changes;
  if (against === null) return <p className="px-4 py-3 text-muted">{t('changes.first')}</p>;
  const at = against.finishedAt === null ? '' : format.dateTime(Date.parse(against.finishedAt));
  const { added, removed, changed, unchanged } = counts;
  if (added + removed + changed === 0)
    return (
      <p className="px-4 py-3 text-muted">
        {t('changes.none', { at, count: unchanged, rows: format.number(unchanged) })}
      </p>
    );
  const shown = changes.added.length + changes.removed.length + changes.changed.length;
  const numbers = {
    added: format.number(added),
    removed: format.number(removed),
    changed: format.number(changed),
    unchanged: format.number(unchanged),
  };
  return (
    <>
      <div className="flex shrink-0 flex-wrap items-center gap-3 px-4 py-1 text-meta text-muted">
        <span>
          {t('changes.summary', { at, ...numbers })}
          {shown < added + removed + changed && ` ${t('changes.part', { shown: format.number(shown) })}`}
        </span>
        {keys.length > 1 && key[0] !== undefined && (
          <Select
            aria-label={t('changes.key')}
            value={key[0]}
            onChange={onKey}
            choices={keys.map((value) => ({ value, label: t('changes.by', { column: value }) }))}
          />
        )}
      </div>
      <ChangeTable changes={changes} label={t('changes.label', { name })} />
    </>
  );
}

/** What became of a table since the execution before: rows that are new or gone, and values that are others. */
export function ChangesPart({ jobId, name }: { jobId: string; name: string }) {
  const [key, setKey] = useState<string | null>(null);
  const query = useApi('getResultChanges', { params: { id: jobId, name }, query: key === null ? {} : { key } });
  return <QueryPart query={query}>{(changes) => <Changes changes={changes} name={name} onKey={setKey} />}</QueryPart>;
}
