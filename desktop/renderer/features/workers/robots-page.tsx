import type { WorkerView } from '@sri/shared/protocol/api/workers.ts';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../domain/page-header.tsx';
import { QueryPart } from '../../domain/query-part.tsx';
import { useApi } from '../../lib/use-api.ts';
import { Banner } from '../../ui/banner.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { RobotTable } from './robot-table.tsx';

const START_COMMAND = 'WORKER_ID=robot-03 node worker/main.ts';

function Summary({ robots }: { robots: readonly WorkerView[] }) {
  const { t } = useTranslation('robots');
  const count = (state: WorkerView['state']): number => robots.filter((robot) => robot.state === state).length;
  const figures = [
    [t('summary.busy'), count('busy')],
    [t('summary.free'), count('idle')],
    [t('summary.draining'), count('draining')],
    [t('summary.running'), robots.reduce((sum, { runningTotal }) => sum + runningTotal, 0)],
    [t('summary.capacity'), robots.reduce((sum, { capacity }) => sum + capacity, 0)],
  ] as const;
  return (
    <dl className="mt-1 flex flex-wrap gap-x-6 text-meta">
      {figures.map(([label, value]) => (
        <div key={label} className="flex gap-1.5">
          <dt className="text-muted">{label}</dt>
          <dd className="font-semibold">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The robots that gave a sign of life, as they are given. */
export function RobotsView({ robots }: { robots: readonly WorkerView[] }) {
  const { t } = useTranslation('robots');
  const versions = [...new Set(robots.map(({ version }) => version))].toSorted();
  return (
    <>
      <PageHeader title={t('title')} below={robots.length > 0 && <Summary robots={robots} />} />
      {versions.length > 1 && <Banner kind="attention">{t('mixed', { versions: versions.join(', ') })}</Banner>}
      <div className="flex min-h-0 flex-1 flex-col bg-surface">
        {robots.length === 0 ? (
          <EmptyState
            title={t('none.title')}
            text={t('none.text')}
            action={
              <div className="w-full">
                <CodeBlock code={START_COMMAND} label={t('none.label')} />
              </div>
            }
          />
        ) : (
          <RobotTable robots={robots} />
        )}
      </div>
    </>
  );
}

/** Screen 11: capacity and health; renewed every 5 s. */
export function RobotsPage() {
  const { t } = useTranslation('robots');
  const workers = useApi('listWorkers', {}, { refetchInterval: 5000 });
  if (workers.data !== undefined) return <RobotsView robots={workers.data.items} />;
  return (
    <>
      <PageHeader title={t('title')} />
      <QueryPart query={workers}>{() => null}</QueryPart>
    </>
  );
}
