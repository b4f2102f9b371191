import type { Portal } from '@sri/shared/protocol/api/providers.ts';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../domain/use-act.ts';

/** Stops what waits at a portal from starting, and lets it start again. */
export function usePause({ id, name }: Pick<Portal, 'id' | 'name'>) {
  const { t } = useTranslation('portals');
  const { act, busy } = useAct();
  const params = { providerId: id };
  const renews = ['listProviders', 'listJobs'] as const;
  return {
    busy,
    pause: () => void act('pauseProvider', { params }, { done: t('paused.done', { portal: name }), renews }),
    resume: () => void act('resumeProvider', { params }, { done: t('paused.over', { portal: name }), renews }),
  };
}
