import type { Workers } from '@sri/shared/protocol/api/workers.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../domain/page-header.tsx';
import { QueryPart } from '../../domain/query-part.tsx';
import { useFormat } from '../../lib/preferences-context.tsx';
import { Banner } from '../../ui/banner.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { stateOfRobot, type KnownRobot, type RobotState } from './robot-memory.ts';
import { RobotSheet } from './robot-sheet.tsx';
import { RobotTable } from './robot-table.tsx';
import { useRobots } from './use-robots.ts';

const START_COMMAND = 'WORKER_ID=robot-01 node worker/main.ts';

function Summary({ robots, waiting }: { robots: readonly KnownRobot[]; waiting: Workers['waiting'] }) {
  const { t } = useTranslation('robots');
  const format = useFormat();
  const count = (...states: RobotState[]): number =>
    robots.filter((robot) => states.includes(stateOfRobot(robot))).length;
  const lost = count('lost');
  const figures = [
    ['busy', count('busy')],
    ['free', count('idle')],
    ['draining', count('draining', 'drained')],
    ['lost', lost],
    ['waiting', waiting.count],
    ['oldest', waiting.oldestMs === null ? '–' : format.span(waiting.oldestMs)],
  ] as const;
  return (
    <dl className="mt-1 flex flex-wrap gap-x-6 text-meta">
      {figures.map(([name, value]) => (
        <div key={name} className="flex gap-1.5">
          <dt className="text-muted">{t(`summary.${name}`)}</dt>
          <dd className={name === 'lost' && lost > 0 ? 'font-semibold text-failure' : 'font-semibold'}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Different versions or browsers side by side: the same flow may then behave in two ways. */
function Mixed({ robots }: { robots: readonly KnownRobot[] }) {
  const { t } = useTranslation('robots');
  const distinct = (of: (robot: KnownRobot) => string): string[] =>
    [...new Set(robots.filter(({ lost }) => !lost).map(of))].toSorted();
  const versions = distinct(({ version }) => version);
  const browsers = distinct(({ browser }) => browser);
  if (versions.length > 1) return <Banner kind="attention">{t('mixed', { versions: versions.join(', ') })}</Banner>;
  if (browsers.length > 1) {
    return <Banner kind="attention">{t('mixedBrowsers', { versions: browsers.join(', ') })}</Banner>;
  }
  return null;
}

function NoRobots() {
  const { t } = useTranslation('robots');
  return (
    <EmptyState
      title={t('none.title')}
      text={t('none.text')}
      action={
        <div className="flex w-full flex-col gap-3">
          <CodeBlock code={START_COMMAND} label={t('none.label')} />
          <p role="status" className="flex items-center gap-2 text-muted">
            <StateMark kind="running" />
            {t('none.waiting')}
          </p>
        </div>
      }
    />
  );
}

/** Screen 11: capacity and health; renewed every 5 s. */
export function RobotsPage() {
  const { t } = useTranslation('robots');
  const { query, known, workers } = useRobots();
  const [chosen, setChosen] = useState<string>();
  if (workers === undefined || known === undefined) {
    return (
      <>
        <PageHeader title={t('title')} />
        <QueryPart query={query}>{() => null}</QueryPart>
      </>
    );
  }
  const robot = known.find(({ workerId }) => workerId === chosen);
  return (
    <>
      <PageHeader title={t('title')} below={<Summary robots={known} waiting={workers.waiting} />} />
      <Mixed robots={known} />
      <div className="flex min-h-0 flex-1 flex-col bg-surface">
        <QueryPart query={query}>
          {() => (known.length === 0 ? <NoRobots /> : <RobotTable robots={known} chosen={chosen} onOpen={setChosen} />)}
        </QueryPart>
      </div>
      {robot !== undefined && (
        <RobotSheet robot={robot} mayDrain={workers.mayDrain} onClose={() => setChosen(undefined)} />
      )}
    </>
  );
}
