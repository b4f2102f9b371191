import { pipeline } from 'node:stream/promises';
import type { GetObjectCommandInput, S3Client } from '@aws-sdk/client-s3';
import type { Redis } from 'ioredis';
import type { JobStatus } from '@sri/shared/model/job.ts';
import { getResultChanges } from '@sri/shared/protocol/api/job-changes.ts';
import { getJobFile, getJobLog, listArtifacts } from '@sri/shared/protocol/api/jobs.ts';
import type { RedisKeys } from '@sri/shared/protocol/redis-keys.ts';
import type { Database } from '../../db/transaction.ts';
import { notFound, type Caller, type Route, type RouteMaker } from '../../http/route.ts';
import type { JobRow } from '../jobs/job-rows.ts';
import { findJob } from '../jobs/job-store.ts';
import { readLiveLog } from './read-live-log.ts';
import { findFormer, readSavedRows, toChanges } from './result-changes.ts';
import { linkResults, openResult } from './read-results.ts';
import { LINK_SECONDS, type MakeLink } from './result-links.ts';

export interface ArtifactContext {
  db: Database;
  redis: Redis;
  keys: RedisKeys;
  s3: S3Client;
  makeLink: MakeLink;
}

const IN_QUEUE = new Set<JobStatus>(['queued', 'running', 'needs_person']);

/** What an execution left in S3: its log and its files. */
export function artifactRoutes(route: RouteMaker, { db, redis, keys, s3, makeLink }: ArtifactContext): Route[] {
  async function requireJob(caller: Caller, jobId: string): Promise<JobRow> {
    const row = await db.inOrg(caller.orgId, (sql) => findJob(sql, jobId));
    if (row === undefined) throw notFound('There is no such execution.');
    return row;
  }
  const resultsOf = (row: JobRow) => ({ orgId: row.org_id, userId: row.user_id, jobId: row.id });

  return [
    route(getJobLog, async ({ caller, params, response }) => {
      const row = await requireJob(caller, params.id);
      // What lies in S3 while it runs is an earlier attempt's.
      const stored = IN_QUEUE.has(row.status) ? undefined : await openResult(s3, resultsOf(row), 'execution.log');
      const live = stored === undefined ? await readLiveLog(redis, keys, params.id) : undefined;
      response.type('text/plain; charset=utf-8');
      if (stored === undefined) response.send(live);
      else await pipeline(stored, response);
    }),
    route(listArtifacts, async ({ caller, params, request }) => {
      const row = await requireJob(caller, params.id);
      const origin = `${request.protocol}://${request.get('host')}`;
      const links = { s3, makeLink: (object: GetObjectCommandInput) => makeLink(object, origin) };
      const items = await linkResults(links, resultsOf(row), row.result?.objects ?? {});
      return { items, expiresAt: new Date(Date.now() + LINK_SECONDS * 1000).toISOString() };
    }),
    route(getJobFile, async ({ caller, params, response }) => {
      const row = await requireJob(caller, params.id);
      // What lies in S3 while it runs is an earlier attempt's.
      const stored = IN_QUEUE.has(row.status) ? undefined : await openResult(s3, resultsOf(row), params.name);
      if (stored === undefined) throw notFound('There is no such file.');
      response.type('application/json');
      await pipeline(stored, response);
    }),
    route(getResultChanges, async ({ caller, params, query }) => {
      const row = await requireJob(caller, params.id);
      const file = `data/${params.name}.json`;
      const rows = IN_QUEUE.has(row.status) ? null : await readSavedRows(s3, row, file);
      if (rows === null) throw notFound('This execution saved nothing under that name.');
      const former = await db.inOrg(caller.orgId, (sql) => findFormer(sql, row, file));
      const before = former === undefined ? null : await readSavedRows(s3, former, file);
      const { key } = query;
      if (former === undefined || before === null) return { against: null, ...toChanges(rows, rows, key) };
      const finishedAt = former.finished_at?.toISOString() ?? null;
      return { against: { jobId: former.id, finishedAt }, ...toChanges(before, rows, key) };
    }),
  ];
}
