import type { JobSummary } from '@sri/shared/protocol/api/jobs.ts';
import type { TFunction } from 'i18next';
import { JobStatusChip } from '../../domain/job-status.tsx';
import { runningMs } from '../../domain/job-times.ts';
import { RelativeTime } from '../../domain/relative-time.tsx';
import { errorText } from '../../lib/error-text.ts';
import type { Format } from '../../lib/format.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import type { DataColumn } from '../../ui/data-column.ts';

export interface ColumnContext {
  t: TFunction<'jobs'>;
  tErrors: TFunction<'errors'>;
  format: Format;
  now: number;
  portalName: (providerId: string, slug: string) => string;
  selected: ReadonlySet<string>;
  allSelected: boolean;
  onSelect: (jobId: string) => void;
  onSelectAll: () => void;
}

/** A cause may be longer than its column; it is read whole on hover. */
function Cause({ text }: { text: string }) {
  return (
    <span className="truncate text-muted" title={text}>
      {text}
    </span>
  );
}

/** Columns of the list of executions. */
export function jobColumns({
  t,
  tErrors,
  format,
  now,
  portalName,
  ...selection
}: ColumnContext): DataColumn<JobSummary>[] {
  return [
    {
      id: 'select',
      header: t('act.select'),
      width: '40px',
      headerCell: (
        <Checkbox
          hideLabel
          label={t('act.selectAll')}
          checked={selection.allSelected}
          indeterminate={!selection.allSelected && selection.selected.size > 0}
          onChange={selection.onSelectAll}
        />
      ),
      cell: ({ jobId, flowName }) => (
        // The row opens on a click; the box in it only ticks.
        <span onClick={(event) => event.stopPropagation()}>
          <Checkbox
            hideLabel
            label={`${t('act.select')}: ${flowName}`}
            checked={selection.selected.has(jobId)}
            onChange={() => selection.onSelect(jobId)}
          />
        </span>
      ),
    },
    {
      id: 'status',
      header: t('column.status'),
      width: '164px',
      sortBy: ({ status }) => status,
      cell: ({ status, cancelRequested }) => (
        <JobStatusChip status={status} stopping={cancelRequested && status === 'running'} />
      ),
    },
    {
      id: 'flow',
      header: t('column.flow'),
      width: 'minmax(236px, 1.6fr)',
      sortBy: ({ flowName }) => flowName,
      cell: ({ flowName }) => <span className="truncate font-semibold">{flowName}</span>,
    },
    {
      id: 'portal',
      header: t('column.portal'),
      width: 'minmax(120px, 1fr)',
      sortBy: ({ providerId, provider }) => portalName(providerId, provider),
      cell: ({ providerId, provider }) => <span className="truncate">{portalName(providerId, provider)}</span>,
    },
    {
      id: 'started',
      header: t('column.started'),
      width: '104px',
      sortBy: ({ createdAt }) => createdAt,
      cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
    },
    {
      id: 'duration',
      header: t('column.duration'),
      width: '92px',
      align: 'right',
      sortBy: (job) => runningMs(job, now) ?? 0,
      cell: (job) => {
        const ms = runningMs(job, now);
        return <span className="mono">{ms === null ? '' : format.duration(ms)}</span>;
      },
    },
    {
      id: 'cause',
      header: t('column.cause'),
      width: 'minmax(150px, 1.8fr)',
      sortBy: ({ error }) => error?.code ?? '',
      cell: ({ error }) => <Cause text={error === undefined ? '' : errorText(tErrors, error).title} />,
    },
  ];
}
