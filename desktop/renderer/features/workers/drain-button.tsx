import type { Workers } from '@sri/shared/protocol/api/workers.ts';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../domain/use-act.ts';
import { useWhyNot } from '../../domain/use-me.ts';
import { Button } from '../../ui/button.tsx';
import type { KnownRobot } from './robot-memory.ts';

/** Lets a robot finish and take nothing new, or lets it go on. Says why it cannot be done, where it cannot. */
export function DrainButton({ robot, mayDrain }: { robot: KnownRobot; mayDrain: Workers['mayDrain'] }) {
  const { t } = useTranslation('robots');
  const { act, busy } = useAct();
  const whyNot = useWhyNot('workers:write');
  const { workerId, drainWanted, lost } = robot;
  const reason = whyNot ?? (mayDrain === 'shared' ? t('shared') : lost ? t('lostReason') : undefined);
  const press = (): void => {
    const done = t(drainWanted ? 'resumedDone' : 'drainedDone', { robot: workerId });
    const route = drainWanted ? 'resumeWorker' : 'drainWorker';
    void act(route, { params: { workerId } }, { done, renews: ['listWorkers'] });
  };
  return (
    <Button busy={busy} disabledReason={reason} onClick={press}>
      {t(drainWanted ? 'resume' : 'drain')}
    </Button>
  );
}
