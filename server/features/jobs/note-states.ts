import type { KnownJob } from '@sri/shared/queue/queue-contract.ts';
import type { RelayDatabase } from '../../db/transaction.ts';
import { enqueueJobEvent } from '../webhooks/enqueue-job-event.ts';

export interface NotedMove {
  jobId: string;
  userId: string;
  provider: string;
  status: 'queued' | 'running' | 'needs_person';
  gen: number;
  att: number;
}

const WAITING = new Set(['queued', 'parked', 'delayed']);

// Only forward: a later attempt always; the same attempt only back to queued (or with new counts), or to and from asking a
// person.
const NOTE = `
  update jobs j set
    status = case when not s.active then 'queued' when s.asks then 'needs_person' else 'running' end,
    att = s.att, stalls = s.stalls, retries = s.retries,
    worker_id = coalesce(s.worker, j.worker_id),
    started_at = coalesce(j.started_at, case when s.att > 0 then now() end),
    updated_at = now()
  from jsonb_to_recordset($2::jsonb) as s
    (id uuid, gen integer, att integer, active boolean, asks boolean, stalls integer, retries integer, worker text)
  where j.org_id = $1 and j.id = s.id and j.gen = s.gen and j.status in ('queued', 'running', 'needs_person')
    and (j.att < s.att or (j.att = s.att and case when s.active then j.status = case when s.asks then 'running' else 'needs_person' end
      else j.status <> 'queued' or (j.stalls, j.retries) <> (s.stalls, s.retries) end))
  returning j.id as "jobId", j.user_id as "userId", j.provider, j.status, j.gen, j.att`;

/**
 * Notes in Postgres how the queue sees these jobs: claimed ones are running, or ask a person (`asking`); those that came
 * back (lost lease, retry) are queued, with their counts. Ended ones are not touched here. Returns what moved.
 */
export function noteStates(
  relay: RelayDatabase,
  orgId: string,
  known: ReadonlyMap<string, KnownJob>,
  asking: ReadonlySet<string> = new Set(),
): Promise<NotedMove[]> {
  const states = [...known]
    .filter(([, { state }]) => state === 'active' || WAITING.has(state))
    .map(([id, { gen, att, state, stalls, retries, worker = null }]) => {
      return { id, gen, att, stalls, retries, worker, active: state === 'active', asks: asking.has(id) };
    });
  if (states.length === 0) return Promise.resolve([]);
  return relay.asRelay(async (sql) => {
    const moved = await sql.rows<NotedMove>(NOTE, [orgId, JSON.stringify(states)]);
    for (const { jobId, status } of moved)
      if (status === 'needs_person') await enqueueJobEvent(sql, orgId, jobId, status);
    return moved;
  });
}

/** Jobs whose state the queue may have changed unnoticed: what runs, and what waits longest. */
export function findChangeable(relay: RelayDatabase, orgId: string): Promise<string[]> {
  return relay.asRelay(async (sql) => {
    const rows = await sql.rows<{ id: string }>(
      `(select id from jobs where org_id = $1 and status in ('running', 'needs_person') limit 1000)
       union all
       (select id from jobs where org_id = $1 and status = 'queued' order by updated_at limit 200)`,
      [orgId],
    );
    return rows.map((row) => row.id);
  });
}
