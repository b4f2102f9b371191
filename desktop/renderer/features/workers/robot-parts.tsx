import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { StatusChip } from '../../ui/chip.tsx';
import type { MarkKind } from '../../ui/state-mark.tsx';
import { linkClass } from '../../ui/text-link.tsx';
import { stateOfRobot, type KnownRobot, type RobotState } from './robot-memory.ts';

const MARKS: Record<RobotState, MarkKind> = {
  idle: 'waiting',
  busy: 'running',
  draining: 'stopped',
  drained: 'stopped',
  lost: 'failure',
};

/** State and load in one: `Ocupado · 1/2`. */
export function RobotStateChip({ robot }: { robot: KnownRobot }) {
  const { t } = useTranslation('robots');
  const state = stateOfRobot(robot);
  const load = state === 'busy' || state === 'draining' ? ` · ${robot.runningTotal}/${robot.capacity}` : '';
  return (
    <StatusChip kind={MARKS[state]}>
      {t(`state.${state}`)}
      {load}
    </StatusChip>
  );
}

/** The executions that a robot carries out: one's own by name, of others only how many. */
export function RunningOn({ robot }: { robot: KnownRobot }) {
  const { t } = useTranslation('robots');
  const others = robot.runningTotal - robot.running.length;
  if (robot.runningTotal === 0) return <span className="text-muted">{t('nothing')}</span>;
  return (
    <span className="flex min-w-0 items-center gap-x-2 overflow-hidden">
      {robot.running.map((jobId) => (
        <Link key={jobId} to="/ejecuciones/$jobId" params={{ jobId }} className={`${linkClass} mono`}>
          {jobId.slice(-8)}
        </Link>
      ))}
      {others > 0 && <span className="truncate text-muted">{t('others', { count: others })}</span>}
    </span>
  );
}
