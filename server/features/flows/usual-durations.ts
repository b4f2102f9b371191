import type { Sql } from '../../db/transaction.ts';

/** So many of a flow's last completed executions say what is usual; with fewer than 3 nothing is. */
const LAST = 20;
const ENOUGH = 3;

/** What each flow usually takes, in ms: the middle of its last completed executions. Flows without enough of them are missing. */
export async function findUsualDurations(sql: Sql, flowIds: readonly string[]): Promise<Map<string, number>> {
  if (flowIds.length === 0) return new Map();
  const rows = await sql.rows<{ id: string; usual_ms: number }>(
    `select wanted.id, usual.ms as usual_ms from unnest($1::uuid[]) as wanted (id) cross join lateral (
       select round(percentile_cont(0.5) within group (order by last.ms))::float8 as ms, count(*) as runs from (
         select extract(epoch from j.finished_at - j.started_at) * 1000 as ms from jobs j
         where j.flow_id = wanted.id and not j.test and j.status = 'completed' and j.started_at is not null and j.finished_at is not null
         order by j.created_at desc limit ${LAST}) last) usual
     where usual.runs >= ${ENOUGH}`,
    [[...new Set(flowIds)]],
  );
  return new Map(rows.map(({ id, usual_ms: ms }) => [id, ms]));
}
