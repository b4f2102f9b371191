import { isFinal } from '@sri/shared/model/job.ts';
import type { JobSummary } from '@sri/shared/protocol/api/jobs.ts';
import type { RouteInput } from '../../../contract/api-routes.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useBridge } from '../../lib/bridge-context.tsx';
import { errorText } from '../../lib/error-text.ts';
import { useToast } from '../../ui/toast.tsx';

export function mayStop({ status, cancelRequested }: Pick<JobSummary, 'status' | 'cancelRequested'>): boolean {
  return !isFinal(status) && status !== 'needs_review' && !cancelRequested;
}

export function mayRetry({ status }: Pick<JobSummary, 'status'>): boolean {
  return isFinal(status);
}

export function mayResume({ status, resumableFrom }: Pick<JobSummary, 'status' | 'resumableFrom'>): boolean {
  return isFinal(status) && resumableFrom !== null;
}

export interface JobActs {
  stop: (jobs: readonly JobSummary[]) => Promise<void>;
  retry: (jobs: readonly JobSummary[]) => Promise<void>;
  /** From the step that failed on; only where the execution kept what that needs. */
  resume: (jobs: readonly JobSummary[]) => Promise<void>;
  review: (job: JobSummary, decision: 'completed' | 'failed' | 'again') => Promise<void>;
}

/** So many calls are under way at a time: of hundreds, the rest waits. */
const AT_ONCE = 6;

async function inTurns<I, O>(items: readonly I[], act: (item: I) => Promise<O>): Promise<PromiseSettledResult<O>[]> {
  const results: PromiseSettledResult<O>[] = [];
  for (let from = 0; from < items.length; from += AT_ONCE) {
    results.push(...(await Promise.allSettled(items.slice(from, from + AT_ONCE).map(act))));
  }
  return results;
}

/** What can be done with executions; each says how it went. One that fails does not keep the others. */
export function useJobActs(): JobActs {
  const { t } = useTranslation('jobs');
  const { t: tErrors } = useTranslation('errors');
  const bridge = useBridge();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const toast = useToast();

  async function each<T>(
    jobs: readonly JobSummary[],
    act: (job: JobSummary) => Promise<T>,
    done: (answers: T[]) => void,
  ): Promise<void> {
    const results = await inTurns(jobs, act);
    const answers = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    const failed = results.find((result) => result.status === 'rejected');
    if (answers.length > 0) done(answers);
    if (failed !== undefined) {
      const { title, hint } = errorText(tErrors, failed.reason);
      toast({ title, description: hint, kind: 'failure' });
    }
    await Promise.all([
      queries.invalidateQueries({ queryKey: ['listJobs'] }),
      queries.invalidateQueries({ queryKey: ['getJob'] }),
    ]);
  }

  function again(
    jobs: readonly JobSummary[],
    bodyOf: (job: JobSummary) => RouteInput<'retryJob'>['body'] = () => ({}),
  ): Promise<void> {
    return each(
      jobs,
      (job) => bridge.request('retryJob', { params: { id: job.jobId }, body: bodyOf(job) }),
      (answers) => {
        const [first] = answers;
        toast({
          title: t('done.retried', { count: answers.length }),
          ...(first === undefined || answers.length > 1
            ? {}
            : {
                action: {
                  label: t('done.see'),
                  onSelect: () => void navigate({ to: '/ejecuciones/$jobId', params: { jobId: first.jobId } }),
                },
              }),
        });
      },
    );
  }

  return {
    stop: (jobs) =>
      each(
        jobs,
        ({ jobId }) => bridge.request('cancelJob', { params: { id: jobId }, body: {} }),
        (answers) => toast({ title: t('done.stopped', { count: answers.length }) }),
      ),
    retry: (jobs) => again(jobs),
    resume: (jobs) => again(jobs, ({ resumableFrom }) => ({ fromStep: resumableFrom ?? undefined })),
    review: (job, decision) =>
      each(
        [job],
        ({ jobId }) => bridge.request('reviewJob', { params: { id: jobId }, body: { decision } }),
        () => toast({ title: t('done.reviewed') }),
      ),
  };
}
