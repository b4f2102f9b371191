import type { ListedVersion } from '@sri/shared/protocol/api/flows.ts';
import type { Sql } from '../../db/transaction.ts';

/** Executions of a flow that are looked at, the newest: a list of versions is no reason to read millions. */
const LOOKED_AT = 10_000;

type Runs = ListedVersion['runs'];

/** How the executions of each version ended; neither trials count nor what somebody stopped. */
export async function findVersionRuns(sql: Sql, flowId: string): Promise<(version: string) => Runs> {
  const rows = await sql.rows<Runs & { version: string }>(
    `select version, count(*)::int as ended, (count(*) filter (where status = 'completed'))::int as completed
     from (select version, status from jobs where flow_id = $1 and not test order by created_at desc limit ${LOOKED_AT}) last
     where status in ('completed', 'failed') group by version`,
    [flowId],
  );
  const runs = new Map(rows.map(({ version, ended, completed }) => [version, { ended, completed }]));
  return (version) => runs.get(version) ?? { ended: 0, completed: 0 };
}
