import type { WorkerView } from '@sri/shared/protocol/api/workers.ts';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { RelativeTime } from '../../domain/relative-time.tsx';
import { useFormat } from '../../lib/preferences-context.tsx';
import { StatusChip } from '../../ui/chip.tsx';
import type { DataColumn } from '../../ui/data-column.ts';
import { DataTable } from '../../ui/data-table.tsx';
import type { MarkKind } from '../../ui/state-mark.tsx';
import { linkClass } from '../../ui/text-link.tsx';

const MARKS: Record<WorkerView['state'], MarkKind> = { idle: 'waiting', busy: 'running', draining: 'stopped' };

function Current({ robot }: { robot: WorkerView }) {
  const { t } = useTranslation('robots');
  const others = robot.runningTotal - robot.running.length;
  return (
    <span className="flex min-w-0 items-center gap-2 truncate">
      {robot.running.map((jobId) => (
        <Link key={jobId} to="/ejecuciones/$jobId" params={{ jobId }} className={`${linkClass} mono`}>
          {jobId.slice(-8)}
        </Link>
      ))}
      {others > 0 && <span className="truncate text-muted">{t('others', { count: others })}</span>}
    </span>
  );
}

/** A row a robot. */
export function RobotTable({ robots }: { robots: readonly WorkerView[] }) {
  const { t } = useTranslation('robots');
  const format = useFormat();
  const columns = useMemo<DataColumn<WorkerView>[]>(
    () => [
      {
        id: 'name',
        header: t('column.name'),
        width: 'minmax(150px, 1.2fr)',
        sortBy: ({ workerId }) => workerId,
        cell: ({ workerId }) => <span className="truncate font-semibold">{workerId}</span>,
      },
      {
        id: 'state',
        header: t('column.state'),
        width: '124px',
        sortBy: ({ state }) => state,
        cell: ({ state }) => <StatusChip kind={MARKS[state]}>{t(`state.${state}`)}</StatusChip>,
      },
      {
        id: 'load',
        header: t('column.load'),
        width: '72px',
        align: 'right',
        sortBy: ({ runningTotal }) => runningTotal,
        cell: ({ runningTotal, capacity }) => `${runningTotal}/${capacity}`,
      },
      {
        id: 'current',
        header: t('column.current'),
        width: 'minmax(150px, 1.4fr)',
        cell: (robot) => <Current robot={robot} />,
      },
      {
        id: 'done',
        header: t('column.done'),
        width: '84px',
        align: 'right',
        sortBy: ({ done }) => done,
        cell: ({ done }) => format.number(done),
      },
      {
        id: 'failed',
        header: t('column.failed'),
        width: '84px',
        align: 'right',
        sortBy: ({ failed }) => failed,
        cell: ({ failed }) => format.number(failed),
      },
      {
        id: 'browser',
        header: t('column.browser'),
        width: 'minmax(110px, 1fr)',
        cell: ({ browser }) => <span className="truncate">{browser}</span>,
      },
      { id: 'version', header: t('column.version'), width: '80px', cell: ({ version }) => version },
      {
        id: 'beat',
        header: t('column.beat'),
        width: '120px',
        sortBy: ({ at }) => at,
        cell: ({ at }) => <RelativeTime at={new Date(at).toISOString()} />,
      },
    ],
    [t, format],
  );
  return <DataTable label={t('title')} columns={columns} rows={robots} rowId={({ workerId }) => workerId} />;
}
