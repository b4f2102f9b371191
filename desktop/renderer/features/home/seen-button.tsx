import { useTranslation } from 'react-i18next';
import { useAct } from '../../domain/use-act.ts';
import { useWhyNot } from '../../domain/use-me.ts';
import { Button } from '../../ui/button.tsx';

/** Says that somebody sees to what was noticed: it leaves the list, and nobody is reminded any more. */
export function SeenButton({ alertId }: { alertId: string }) {
  const { t } = useTranslation('home');
  const { act, busy } = useAct();
  const whyNot = useWhyNot('jobs:run');
  const say = () =>
    act('acknowledgeAlert', { params: { alertId } }, { done: t('alert.seenDone'), renews: ['listAlerts'] });
  return (
    <Button variant="quiet" busy={busy} disabledReason={whyNot} onClick={() => void say()}>
      {t('alert.seen')}
    </Button>
  );
}
