import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { RelativeTime } from '../../domain/relative-time.tsx';
import { useFormat } from '../../lib/preferences-context.tsx';
import type { DataColumn } from '../../ui/data-column.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { stateOfRobot, type KnownRobot } from './robot-memory.ts';
import { RobotStateChip, RunningOn } from './robot-parts.tsx';
import { Sparkline } from './sparkline.tsx';

function Figure({ text, values, most }: { text: string | null; values: readonly (number | null)[]; most?: number }) {
  if (text === null) return <span className="text-muted">–</span>;
  return (
    <span className="flex w-full items-center justify-between gap-2">
      <Sparkline values={values} {...(most === undefined ? {} : { most })} />
      <span className="mono text-right">{text}</span>
    </span>
  );
}

/** A row a robot; Enter or a click shows it in detail. */
export function RobotTable({
  robots,
  chosen,
  onOpen,
}: {
  robots: readonly KnownRobot[];
  chosen: string | undefined;
  onOpen: (workerId: string) => void;
}) {
  const { t } = useTranslation('robots');
  const format = useFormat();
  const columns = useMemo<DataColumn<KnownRobot>[]>(
    () => [
      {
        id: 'name',
        header: t('column.name'),
        width: 'minmax(108px, 1.2fr)',
        sortBy: ({ workerId }) => workerId,
        cell: ({ workerId }) => <span className="truncate font-semibold">{workerId}</span>,
      },
      {
        id: 'state',
        header: t('column.state'),
        width: '144px',
        sortBy: (robot) => stateOfRobot(robot),
        cell: (robot) => <RobotStateChip robot={robot} />,
      },
      {
        id: 'current',
        header: t('column.current'),
        width: 'minmax(132px, 1.4fr)',
        cell: (robot) => <RunningOn robot={robot} />,
      },
      {
        id: 'cpu',
        header: t('column.cpu'),
        width: '120px',
        sortBy: ({ cpuCores }) => cpuCores ?? -1,
        cell: ({ cpuCores, samples }) => (
          <Figure
            text={cpuCores === undefined ? null : `${format.number(cpuCores * 100)} %`}
            values={samples.map((sample) => sample.cpuCores)}
            most={1}
          />
        ),
      },
      {
        id: 'memory',
        header: t('column.memory'),
        width: '136px',
        sortBy: ({ rssBytes }) => rssBytes ?? -1,
        cell: ({ rssBytes, samples }) => (
          <Figure
            text={rssBytes === undefined ? null : format.bytes(rssBytes)}
            values={samples.map((sample) => sample.rssBytes)}
          />
        ),
      },
      {
        id: 'browser',
        header: t('column.browser'),
        width: 'minmax(100px, .8fr)',
        cell: ({ browser }) => <span className="truncate">{browser}</span>,
      },
      {
        id: 'version',
        header: t('column.version'),
        width: 'minmax(92px, .7fr)',
        cell: ({ version, image }) => (
          <span className="truncate" title={image}>
            {image === '' ? version : `${version} · ${image.replace(/^sha256:/, '').slice(0, 12)}`}
          </span>
        ),
      },
      {
        id: 'beat',
        header: t('column.beat'),
        width: '104px',
        sortBy: ({ lastBeatAt }) => lastBeatAt,
        cell: ({ lastBeatAt }) => <RelativeTime at={new Date(lastBeatAt).toISOString()} />,
      },
    ],
    [t, format],
  );
  return (
    <DataTable
      label={t('title')}
      columns={columns}
      rows={robots}
      rowId={({ workerId }) => workerId}
      onOpen={({ workerId }) => onOpen(workerId)}
      isSelected={({ workerId }) => workerId === chosen}
    />
  );
}
