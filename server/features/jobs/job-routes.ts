import { pipeline } from 'node:stream/promises';
import type { S3Client } from '@aws-sdk/client-s3';
import type { Redis } from 'ioredis';
import { isFinal } from '@sri/shared/model/job.ts';
import * as jobs from '@sri/shared/protocol/api/jobs.ts';
import type { RedisKeys } from '@sri/shared/protocol/redis-keys.ts';
import { notFound, type Caller, type Route, type RouteMaker } from '../../http/route.ts';
import { LINK_SECONDS, listArtifacts, openResult } from '../artifacts/read-results.ts';
import { cancelJob, type CancelContext } from './cancel-job.ts';
import type { RunContext } from './create-jobs.ts';
import { toJobDetail, toJobSummary, type JobRow } from './job-rows.ts';
import { findJob, findJobs, findJobSteps } from './job-store.ts';
import { readLiveLog } from './read-log.ts';
import { retryJob } from './retry-job.ts';
import { reviewJob } from './review-job.ts';
import { mergeStatus, type ReadShown } from './shown-status.ts';

export interface JobRoutesContext extends RunContext, CancelContext {
  redis: Redis;
  keys: RedisKeys;
  s3: S3Client;
  readShown: ReadShown;
}

/** Everything under /api/jobs but the live events. */
export function jobRoutes(route: RouteMaker, context: JobRoutesContext): Route[] {
  const { db, s3, redis, keys, readShown } = context;

  async function requireJob(caller: Caller, jobId: string): Promise<JobRow> {
    // The key before the row: it is ahead of the row, never the other way round.
    const shown = await readShown([jobId]);
    const row = await db.inOrg(caller.orgId, (sql) => findJob(sql, jobId));
    if (row === undefined) throw notFound('There is no such execution.');
    return { ...row, status: mergeStatus(row.status, shown.get(jobId)) };
  }
  const resultsOf = (row: JobRow) => ({ orgId: row.org_id, userId: row.user_id, jobId: row.id });

  return [
    route(jobs.listJobs, ({ caller, query }) =>
      db.inOrg(caller.orgId, async (sql) => {
        const { rows, nextCursor } = await findJobs(sql, query);
        const shown = await readShown(rows.filter(({ status }) => !isFinal(status)).map(({ id }) => id));
        const items = rows.map((row) => toJobSummary({ ...row, status: mergeStatus(row.status, shown.get(row.id)) }));
        return { items, nextCursor };
      }),
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
      const steps = await db.inOrg(caller.orgId, (sql) => findJobSteps(sql, params.id));
      return toJobDetail(row, steps);
    }),
    route(jobs.getJobLog, async ({ caller, params, response }) => {
      const row = await requireJob(caller, params.id);
      const stored = await openResult(s3, resultsOf(row), 'execution.log').catch((error: unknown) => {
        if (isFinal(row.status)) throw error;
        return undefined;
      });
      response.type('text/plain; charset=utf-8');
      if (stored === undefined) response.send(await readLiveLog(redis, keys, params.id));
      else await pipeline(stored, response);
    }),
    route(jobs.listArtifacts, async ({ caller, params }) => {
      const row = await requireJob(caller, params.id);
      const items = await listArtifacts(s3, resultsOf(row), row.result?.objects ?? {});
      return { items, expiresAt: new Date(Date.now() + LINK_SECONDS * 1000).toISOString() };
    }),
    route(jobs.cancelJob, ({ caller, params }) => cancelJob(context, caller, params.id)),
    route(jobs.retryJob, ({ caller, params, body }) => retryJob(context, caller, params.id, body)),
    route(jobs.reviewJob, ({ caller, params, body }) => reviewJob(context, caller, params.id, body.decision)),
  ];
}
