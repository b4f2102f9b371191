import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { QueryPart } from '../../../domain/query-part.tsx';
import { useFormat } from '../../../lib/preferences-context.tsx';
import { useApi } from '../../../lib/use-api.ts';
import { linkButtonClass } from '../../../ui/button.tsx';
import type { DataColumn } from '../../../ui/data-column.ts';
import { DataTable } from '../../../ui/data-table.tsx';
import { cureOf, readingTexts, readReport, whyOf, type BreachLine } from './contract-report.ts';

function placeOf(t: TFunction<'jobs'>, { path, breach: { row, column } }: BreachLine): string {
  const cell =
    row === undefined
      ? (column ?? t('contract.table'))
      : column === undefined
        ? t('contract.row', { row })
        : t('contract.cell', { row, column });
  return path === undefined ? cell : `${path} · ${cell}`;
}

function useColumns(): DataColumn<BreachLine>[] {
  const { t } = useTranslation('jobs');
  const { locale } = useFormat();
  return useMemo(() => {
    const why = ({ breach }: BreachLine): string =>
      t(`contract.why.${whyOf(breach)}`, { readings: readingTexts(breach.readings ?? [], locale) });
    const column = (id: 'where' | 'text' | 'what' | 'todo', width: string, text: (line: BreachLine) => string) => ({
      id,
      header: t(`contract.${id}`),
      width,
      cell: (line: BreachLine) => (
        <span className={id === 'text' ? 'mono truncate' : 'truncate'} title={text(line)}>
          {text(line)}
        </span>
      ),
    });
    return [
      column('where', 'minmax(140px, 1fr)', (line) => placeOf(t, line)),
      column('text', 'minmax(100px, 1fr)', ({ breach }) => breach.text ?? ''),
      column('what', 'minmax(190px, 2fr)', why),
      column('todo', 'minmax(170px, 1fr)', ({ breach }) => t(`contract.do.${cureOf(breach)}`)),
    ];
  }, [t, locale]);
}

/** Where the portal's format is chosen, once for all its flows. */
function ChooseFormat({ jobId }: { jobId: string }) {
  const { t } = useTranslation('jobs');
  const { data } = useApi('getJob', { params: { id: jobId } });
  if (data === undefined) return null;
  return (
    <Link to="/portales" search={{ portal: data.providerId }} className={linkButtonClass}>
      {t('contract.choose')}
    </Link>
  );
}

function Breaches({ text, name, jobId }: { text: string; name: string; jobId: string }) {
  const { t } = useTranslation('jobs');
  const format = useFormat();
  const columns = useColumns();
  const report = useMemo(() => readReport(text), [text]);
  if (report === null) return <p className="px-4 py-1 text-attention">{t('contract.unreadable')}</p>;
  const { lines, count } = report;
  const cut = lines.length < count ? `, ${t('contract.first', { count: lines.length })}` : '';
  return (
    <>
      <div className="flex shrink-0 flex-wrap items-center gap-3 px-4 py-1">
        <p className="font-semibold text-attention">
          {t('contract.count', { count, shown: format.number(count) })}
          {cut}
        </p>
        {lines.some(({ breach }) => cureOf(breach) === 'format') && <ChooseFormat jobId={jobId} />}
      </div>
      <DataTable label={t('contract.label', { name })} columns={columns} rows={lines} rowId={({ key }) => key} />
    </>
  );
}

export interface ContractPartProps {
  jobId: string;
  /** What the table was saved as. */
  name: string;
  /** The file that tells how it breaks its contract. */
  file: string;
}

/** How a table breaks its data contract: each cell, what stands there, what is wrong and what to do. */
export function ContractPart({ jobId, name, file }: ContractPartProps) {
  const report = useApi('getJobFile', { params: { id: jobId, name: file } });
  return (
    <QueryPart query={report}>{(text) => <Breaches key={file} text={text} name={name} jobId={jobId} />}</QueryPart>
  );
}
