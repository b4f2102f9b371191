import type { Schedule } from '@sri/shared/protocol/api/schedules.ts';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../domain/use-act.ts';

const RENEWS = ['listSchedules', 'listTicks'] as const;

/** What can be done with a schedule besides saying it anew. */
export function useScheduleActs() {
  const { t } = useTranslation('schedules');
  const navigate = useNavigate();
  const { act } = useAct();
  return {
    pause: ({ id, name }: Schedule) =>
      void act('pauseSchedule', { params: { id } }, { done: t('pausedDone', { name }), renews: RENEWS }),
    resume: ({ id, name }: Schedule) =>
      void act('resumeSchedule', { params: { id } }, { done: t('resumedDone', { name }), renews: RENEWS }),
    remove: ({ id, name }: Schedule) =>
      act('deleteSchedule', { params: { id } }, { done: t('removedDone', { name }), renews: RENEWS }),
    runNow: async ({ id }: Schedule) => {
      const done = await act('runSchedule', { params: { id } }, { renews: [...RENEWS, 'listJobs'] });
      if (done !== null) void navigate({ to: '/ejecuciones/$jobId', params: { jobId: done.answer.jobId } });
    },
  };
}
