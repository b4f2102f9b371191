import { isFinal } from '@sri/shared/model/job.ts';
import * as jobs from '@sri/shared/protocol/api/jobs.ts';
import { releaseAccount as releaseEndpoint } from '@sri/shared/protocol/api/sessions.ts';
import { findUsualDurations } from '../flows/usual-durations.ts';
import { notFound, type Caller, type Route, type RouteMaker } from '../../http/route.ts';
import { cancelJob, type CancelContext } from './cancel-job.ts';
import type { RunContext } from './create-jobs.ts';
import { findJobCauses } from './job-causes.ts';
import { toJobDetail, toJobSummary, type JobRow } from './job-rows.ts';
import { findJob, findJobs, findJobSteps } from './job-store.ts';
import { controlJob, type ControlContext } from './control/control-job.ts';
import { sendCode } from './control/send-code.ts';
import { releaseAccount, type ReleaseContext } from './release-account.ts';
import { retryJob } from './retry-job.ts';
import { reviewJob } from './review-job.ts';
import { findWaiting } from './why-waiting.ts';
import { mergeStatus, type ReadShown } from './shown-status.ts';

export interface JobRoutesContext extends RunContext, CancelContext, ControlContext, ReleaseContext {
  readShown: ReadShown;
}

/** Everything under /api/jobs but the live events and what lies in S3, and the release of an account whose executions wait. */
export function jobRoutes(route: RouteMaker, context: JobRoutesContext): Route[] {
  const { db, readShown } = context;

  async function requireJob(caller: Caller, jobId: string): Promise<JobRow> {
    // The key before the row: it is ahead of the row, never the other way round.
    const shown = await readShown([jobId]);
    const row = await db.inOrg(caller.orgId, (sql) => findJob(sql, jobId));
    if (row === undefined) throw notFound('There is no such execution.');
    return { ...row, status: mergeStatus(row.status, shown.get(jobId)) };
  }

  return [
    route(jobs.listJobs, ({ caller, query }) =>
      db.inOrg(caller.orgId, async (sql) => {
        const { rows, nextCursor } = await findJobs(sql, query);
        const shown = await readShown(rows.filter(({ status }) => !isFinal(status)).map(({ id }) => id));
        const usual = await findUsualDurations(
          sql,
          rows.map(({ flow_id: flowId }) => flowId),
        );
        const items = rows.map((row) =>
          toJobSummary({ ...row, status: mergeStatus(row.status, shown.get(row.id)) }, usual.get(row.flow_id)),
        );
        return { items, nextCursor };
      }),
    ),
    // Before `/:id`, which would take its name for an id.
    route(jobs.listJobCauses, ({ caller, query }) =>
      db.inOrg(caller.orgId, async (sql) => ({ items: await findJobCauses(sql, query) })),
    ),
    route(jobs.getJobStatus, async ({ caller, params }) => {
      const { jobId, status, error, cancelRequested, createdAt, startedAt, finishedAt } = toJobSummary(
        await requireJob(caller, params.id),
      );
      return {
        jobId,
        status,
        ...(error === undefined ? {} : { error }),
        cancelRequested,
        createdAt,
        startedAt,
        finishedAt,
      };
    }),
    route(jobs.getJob, async ({ caller, params }) => {
      const row = await requireJob(caller, params.id);
      return db.inOrg(caller.orgId, async (sql) => {
        const usual = await findUsualDurations(sql, [row.flow_id]);
        const steps = await findJobSteps(sql, params.id);
        return toJobDetail(row, steps, await findWaiting(sql, row), usual.get(row.flow_id));
      });
    }),
    route(jobs.cancelJob, ({ caller, params }) => cancelJob(context, caller, params.id)),
    route(releaseEndpoint, async ({ caller, params, body }) => ({
      released: await releaseAccount(context, caller, params.providerId, body.userId),
    })),
    route(jobs.retryJob, ({ caller, params, body }) => retryJob(context, caller, params.id, body)),
    route(jobs.controlJob, async ({ caller, params, body }) =>
      controlJob(context, caller, await requireJob(caller, params.id), body),
    ),
    route(jobs.sendJobCode, async ({ caller, params, body }) =>
      sendCode(context, caller, await requireJob(caller, params.id), body.code),
    ),
    route(jobs.reviewJob, ({ caller, params, body }) => reviewJob(context, caller, params.id, body.decision)),
  ];
}
