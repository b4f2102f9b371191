import type { FlowSummary } from '@sri/shared/protocol/api/flows.ts';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PERSON_STATUSES } from '../domain/job-status.tsx';
import { useMe } from '../domain/use-me.ts';
import { healthOf, needsAttention, usePortalNames } from '../domain/use-portals.ts';
import { useApi } from '../lib/use-api.ts';
import { mayStop } from '../features/jobs/use-job-acts.ts';
import type { Command } from '../ui/palette.tsx';
import type { PaletteActs } from './use-palette-acts.tsx';

/** Of the needs, so that the way to everything else is not far below. */
const MOST = { sessions: 4, jobs: 6, flows: 3 };

/** What the work of the organisation offers: `needs` first, then every flow that can be run, every run that can be stopped. */
export function useWorkCommands(
  open: boolean,
  acts: PaletteActs,
): { needs: Command[]; flows: Command[]; stops: Command[] } {
  const { t } = useTranslation('shell');
  const { t: tJobs } = useTranslation('jobs');
  const navigate = useNavigate();
  const nameOf = usePortalNames();
  const me = useMe();
  const enabled = { enabled: open };
  const statuses = [...PERSON_STATUSES, 'running', 'queued'].join(',');
  const jobs = useApi('listJobs', { query: { status: statuses, limit: 30 } }, enabled).data?.items ?? [];
  const sessions = useApi('listSessions', {}, enabled).data ?? [];
  const flows = useApi('listFlows', {}, enabled).data?.items ?? [];
  const may = (permission: string): boolean => me.data?.permissions.includes(permission) === true;
  const now = Date.now();

  const logins = sessions
    .filter((account) => needsAttention(healthOf(account, now)))
    .slice(0, MOST.sessions)
    .map((account) => ({
      id: `session-${account.providerId}-${account.userId}`,
      label: t('palette.login', { portal: account.providerName }),
      also: 'sesion session',
      note: account.userName,
      run: () => void navigate({ to: '/portales', search: { portal: account.providerId } }),
    }));
  const running = jobs
    .filter(({ status }) => status !== 'queued')
    .slice(0, MOST.jobs)
    .map((job) => ({
      id: job.jobId,
      label: t('palette.run', { flow: job.flowName, portal: nameOf(job.providerId, job.provider) }),
      also: job.jobId,
      note: tJobs(`status.${job.status}`),
      run: () => void navigate({ to: '/ejecuciones/$jobId', params: { jobId: job.jobId } }),
    }));
  const runnable = flows.filter(({ publishedVersion }) => publishedVersion !== null);
  const runs = (list: readonly FlowSummary[], group: string): Command[] =>
    may('jobs:run')
      ? list.map((flow) => ({
          id: `${group}-${flow.id}`,
          label: t('palette.runFlow', { flow: flow.name }),
          also: 'ejecutar run correr',
          note: nameOf(flow.providerId, ''),
          run: () => acts.run(flow),
        }))
      : [];
  return {
    needs: [...logins, ...running, ...runs(runnable.slice(0, MOST.flows), 'last')],
    flows: runs(runnable.slice(MOST.flows), 'flow'),
    stops: may('jobs:run')
      ? jobs.filter(mayStop).map((job) => ({
          id: `stop-${job.jobId}`,
          label: t('palette.stop', { flow: job.flowName, portal: nameOf(job.providerId, job.provider) }),
          also: `${job.jobId} cancelar cancel`,
          note: tJobs(`status.${job.status}`),
          run: () => acts.stop(job),
        }))
      : [],
  };
}
