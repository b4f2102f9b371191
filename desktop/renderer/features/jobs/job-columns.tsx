import type { JobSummary } from '@sri/shared/protocol/api/jobs.ts';
import type { TFunction } from 'i18next';
import { briefInputs } from '../../domain/input-text.ts';
import { JobStatusChip } from '../../domain/job-status.tsx';
import { runningMs } from '../../domain/job-times.ts';
import { RelativeTime } from '../../domain/relative-time.tsx';
import { UsualDuration } from '../../domain/usual-duration.tsx';
import { errorText } from '../../lib/error-text.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import type { DataColumn } from '../../ui/data-column.ts';
import { HoverCard } from '../../ui/hover-card.tsx';
import { LastPicture } from './last-picture.tsx';

export interface ColumnContext {
  t: TFunction<'jobs'>;
  tList: TFunction<'list'>;
  tErrors: TFunction<'errors'>;
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

function selectColumn({ t, ...selection }: ColumnContext): DataColumn<JobSummary> {
  return {
    id: 'select',
    header: t('act.select'),
    width: '36px',
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
  };
}

/** Columns of the list of executions. */
export function jobColumns(context: ColumnContext): DataColumn<JobSummary>[] {
  const { t, tList, tErrors, now, portalName } = context;
  return [
    selectColumn(context),
    {
      id: 'status',
      header: t('column.status'),
      width: '160px',
      sortBy: ({ status }) => status,
      cell: ({ status, cancelRequested }) => (
        <JobStatusChip status={status} stopping={cancelRequested && status === 'running'} />
      ),
    },
    {
      id: 'flow',
      header: t('column.flow'),
      width: 'minmax(200px, 2fr)',
      sortBy: ({ flowName }) => flowName,
      cell: (job) => (
        <HoverCard card={<LastPicture job={job} />} className="min-w-0 truncate">
          <span className="font-semibold">{job.flowName}</span>{' '}
          <span className="text-muted">{briefInputs(job.inputs, tList('yes'), tList('no'))}</span>
        </HoverCard>
      ),
    },
    {
      id: 'portal',
      header: tList('column.account'),
      width: 'minmax(130px, 1.2fr)',
      sortBy: ({ providerId, provider }) => portalName(providerId, provider),
      cell: ({ providerId, provider, userName }) => (
        <span className="truncate">
          {portalName(providerId, provider)} <span className="text-muted">{userName}</span>
        </span>
      ),
    },
    {
      id: 'started',
      header: t('column.started'),
      width: '100px',
      sortBy: ({ createdAt }) => createdAt,
      cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
    },
    {
      id: 'duration',
      header: t('column.duration'),
      width: '128px',
      align: 'right',
      sortBy: (job) => runningMs(job, now) ?? 0,
      cell: (job) => <UsualDuration ms={runningMs(job, now)} usualMs={job.usualMs} />,
    },
    {
      id: 'cause',
      header: t('column.cause'),
      width: 'minmax(140px, 1.6fr)',
      sortBy: ({ error }) => error?.code ?? '',
      cell: ({ error }) => <Cause text={error === undefined ? '' : errorText(tErrors, error).title} />,
    },
    {
      id: 'robot',
      header: tList('column.robot'),
      width: '88px',
      sortBy: ({ workerId }) => workerId ?? '',
      cell: ({ workerId }) => <span className="mono truncate text-muted">{workerId ?? ''}</span>,
    },
  ];
}
