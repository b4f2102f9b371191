import type { JobStatus } from '@sri/shared/model/job.ts';
import type { FlowResult } from '@sri/shared/protocol/api/flows.ts';
import type { Sql } from '../../db/transaction.ts';
import type { FlowHistory } from './flow-rows.ts';
import { findUsualDurations } from './usual-durations.ts';

/** Executions of a flow that its row in the list shows. */
const SHOWN = 10;

interface ResultRow {
  flow_id: string;
  id: string;
  status: JobStatus;
  created_at: Date;
}

/** The last executions of each flow, oldest first, and what it usually takes. */
export async function findFlowHistories(
  sql: Sql,
  flowIds: readonly string[],
): Promise<(flowId: string) => FlowHistory> {
  const rows = await sql.rows<ResultRow>(
    `select wanted.id as flow_id, last.id, last.status, last.created_at from unnest($1::uuid[]) as wanted (id)
     cross join lateral (select j.id, j.status, j.created_at from jobs j where j.flow_id = wanted.id and not j.test
       order by j.created_at desc limit ${SHOWN}) last
     order by last.created_at, last.id`,
    [flowIds],
  );
  const results = new Map<string, FlowResult[]>();
  for (const { flow_id: flowId, id, status, created_at: createdAt } of rows) {
    const own = results.get(flowId) ?? [];
    results.set(flowId, own);
    own.push({ jobId: id, status, createdAt: createdAt.toISOString() });
  }
  const usual = await findUsualDurations(sql, flowIds);
  return (flowId) => ({ results: results.get(flowId) ?? [], usualMs: usual.get(flowId) ?? null });
}
