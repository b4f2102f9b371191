import type { Workers } from '@sri/shared/protocol/api/workers.ts';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { RelativeTime } from '../../domain/relative-time.tsx';
import { useFormat } from '../../lib/preferences-context.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { DrainButton } from './drain-button.tsx';
import { RobotChart } from './robot-chart.tsx';
import { stateOfRobot, type KnownRobot } from './robot-memory.ts';
import { RobotStateChip, RunningOn } from './robot-parts.tsx';

function Charts({ robot }: { robot: KnownRobot }) {
  const { t } = useTranslation('robots');
  const format = useFormat();
  const { samples } = robot;
  const times = useMemo(() => samples.map(({ at }) => at), [samples]);
  const cpu = useMemo(() => samples.map(({ cpuCores }) => cpuCores), [samples]);
  const memory = useMemo(() => samples.map(({ rssBytes }) => rssBytes), [samples]);
  const percent = useCallback((cores: number) => `${format.number(cores * 100)} %`, [format]);
  if (memory.every((value) => value === null)) return <p className="py-2 text-muted">{t('noLoad')}</p>;
  return (
    <>
      <h4 className="mt-2 text-meta text-muted">{t('column.cpu')}</h4>
      <RobotChart label={t('chart', { what: t('column.cpu') })} times={times} values={cpu} write={percent} />
      <h4 className="mt-2 text-meta text-muted">{t('column.memory')}</h4>
      <RobotChart label={t('chart', { what: t('column.memory') })} times={times} values={memory} write={format.bytes} />
    </>
  );
}

/** One robot: what it does, what it uses, where it runs, and the way to stop it gently. */
export function RobotSheet({
  robot,
  mayDrain,
  onClose,
}: {
  robot: KnownRobot;
  mayDrain: Workers['mayDrain'];
  onClose: () => void;
}) {
  const { t } = useTranslation('robots');
  const format = useFormat();
  const state = stateOfRobot(robot);
  const rows = [
    [t('column.load'), `${robot.runningTotal}/${robot.capacity}`],
    [t('column.done'), format.number(robot.done)],
    [t('column.failed'), format.number(robot.failed)],
    [t('column.browser'), robot.browser],
    [t('column.version'), robot.version],
    [t('column.image'), robot.image === '' ? '–' : robot.image],
    [t('column.host'), `${robot.host} · ${robot.pid}`],
  ] as const;
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()} title={robot.workerId} width={440}>
      <div className="flex items-center justify-between gap-3 pb-3">
        <span className="flex items-center gap-3">
          <RobotStateChip robot={robot} />
          <span className="text-meta text-muted">
            <RelativeTime at={new Date(robot.lastBeatAt).toISOString()} />
          </span>
        </span>
        <DrainButton robot={robot} mayDrain={mayDrain} />
      </div>
      {state === 'lost' && <p className="pb-3">{t('lostText')}</p>}
      {state === 'draining' && <p className="pb-3">{t('drainingText')}</p>}
      {state === 'drained' && <p className="pb-3">{t('drainedText')}</p>}
      <section className="border-t border-line py-3">
        <h3 className="text-body font-semibold">{t('column.current')}</h3>
        <RunningOn robot={robot} />
      </section>
      <section className="border-t border-line py-3">
        <h3 className="text-body font-semibold">{t('use')}</h3>
        <Charts robot={robot} />
      </section>
      <section className="border-t border-line py-3">
        <h3 className="mb-1 text-body font-semibold">{t('environment')}</h3>
        <dl>
          {rows.map(([label, value]) => (
            <div key={label} className="grid min-h-7 grid-cols-[136px_1fr] items-center gap-3">
              <dt className="text-muted">{label}</dt>
              <dd className="min-w-0 break-words">{value}</dd>
            </div>
          ))}
          <div className="grid min-h-7 grid-cols-[136px_1fr] items-center gap-3">
            <dt className="text-muted">{t('column.since')}</dt>
            <dd>
              <RelativeTime at={new Date(robot.startedAt).toISOString()} />
            </dd>
          </div>
        </dl>
      </section>
    </Sheet>
  );
}
