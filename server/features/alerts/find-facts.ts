import type { AlertDetails, AlertKind } from '@sri/shared/model/alert.ts';
import type { Sql } from '../../db/transaction.ts';

/** Something that holds now and of which somebody is to be warned. */
export interface Fact {
  kind: AlertKind;
  subject: string;
  details: AlertDetails;
}

export interface FactOptions {
  /** False: no worker has given a sign of life. */
  workers: boolean;
  queueMinutes: number;
}

/** A stored session ends after this, whatever its cookies say. */
const STORED_DAYS = 7;
/** Before the end of a session, when it is time to renew it. */
const SOON_HOURS = 24;
/** Executions at a portal by which it is judged, and by which its usual is known: below that, chance speaks. */
const JUDGED = 10;
const USUAL = 20;
/** Share of failures that is too much, and by how much more than usual. */
const TOO_MANY = 0.5;
const MORE = 0.3;

/**
 * Sessions that ended or soon will, and accounts at which nothing starts. The dates of cookies say nothing of a session that the portal took
 * after them; one that a run stored anew is kept as long as a new one.
 */
const SESSIONS = `
  select case when c.guard_id is not null then 'account_locked'
      when l.ended_at is not null or ends.at <= now() then 'session_expired' else 'session_expiring' end as kind,
    c.user_id || ' ' || c.provider_id as subject,
    jsonb_build_object('providerId', c.provider_id, 'portal', p.name, 'userId', c.user_id, 'account', coalesce(u.name, ''),
      'until', to_char(least(l.ended_at, ends.at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) as details
  from connected_providers c join providers p on p.id = c.provider_id left join users u on u.id = c.user_id
  left join session_lives l on l.org_id = c.org_id and l.user_id = c.user_id and l.provider_id = c.provider_id
    and l.session_version = c.session_version
  cross join lateral (select least(
    case when coalesce(l.proven_at > l.expected_until, false) then null else l.expected_until end,
    greatest(l.captured_at, c.updated_at) + interval '${STORED_DAYS} days') as at) ends
  where c.status <> 'revoked' and (c.guard_id is not null or l.ended_at is not null
    or ends.at <= now() + interval '${SOON_HOURS} hours')`;

// What waits because somebody wants it to wait is not old: a paused portal, an account that is held.
const QUEUE = `
  select count(*)::int as count, (extract(epoch from now() - min(j.updated_at)) / 60)::float8 as minutes
  from jobs j where j.status = 'queued' and not j.test
    and not exists (select 1 from paused_portals p where p.provider_id = j.provider_id)
    and not exists (select 1 from connected_providers c where c.user_id = j.user_id and c.provider_id = j.provider_id
      and c.guard_id is not null)`;

const FAILING = `
  with ended as (
    select j.provider_id, j.status = 'failed' as failed,
      row_number() over (partition by j.provider_id order by j.finished_at desc) as place
    from jobs j where j.status in ('completed', 'failed') and not j.test and j.finished_at > now() - interval '7 days'
  ), counted as (
    select provider_id, count(*) filter (where place <= ${JUDGED})::int as recent,
      count(*) filter (where place <= ${JUDGED} and failed)::int as failed,
      count(*) filter (where place > ${JUDGED})::int as before,
      count(*) filter (where place > ${JUDGED} and failed)::int as failed_before
    from ended group by provider_id
  )
  select c.provider_id::text as subject,
    jsonb_build_object('providerId', c.provider_id, 'portal', p.name, 'count', c.failed, 'of', c.recent) as details
  from counted c join providers p on p.id = c.provider_id
  where c.recent >= ${JUDGED} and c.before >= ${USUAL} and c.failed >= c.recent * ${TOO_MANY}
    and c.failed::float8 / c.recent >= c.failed_before::float8 / c.before + ${MORE}`;

// The rows of an execution are those that its tables say they read ("126 filas"). Its flow's last two completed ones are compared.
const NO_ROWS = `
  with ended as (
    select j.id, j.flow_id, f.name, j.provider_id, row_number() over (partition by j.flow_id order by j.finished_at desc) as place
    from jobs j join flows f on f.id = j.flow_id
    where j.status = 'completed' and not j.test and j.finished_at > now() - interval '7 days'
  ), counted as (
    select e.*, (select sum(substring(s.message from '^(\\d+) fila')::int) from job_steps s
      where s.job_id = e.id and s.type = 'extractTable' and s.status = 'passed' and s.message ~ '^\\d{1,8} fila') as rows
    from ended e where e.place <= 5
  )
  select n.flow_id::text as subject, jsonb_build_object('flowId', n.flow_id, 'flow', n.name, 'jobId', n.id) as details
  from counted n where n.place = 1 and n.rows = 0
    and exists (select 1 from counted b where b.flow_id = n.flow_id and b.place > 1 and b.rows > 0)`;

/** Everything that holds now in the organisation of the transaction. */
export async function findFacts(sql: Sql, { workers, queueMinutes }: FactOptions): Promise<Fact[]> {
  const sessions = await sql.rows<Fact>(SESSIONS);
  const queue = await sql.row<{ count: number; minutes: number | null }>(QUEUE);
  const failing = await sql.rows<Omit<Fact, 'kind'>>(FAILING);
  const noRows = await sql.rows<Omit<Fact, 'kind'>>(NO_ROWS);
  const minutes = Math.floor(queue?.minutes ?? 0);
  const waiting = { count: queue?.count ?? 0, minutes };
  const facts: Fact[] = [
    ...sessions,
    ...failing.map((fact): Fact => ({ kind: 'provider_failing', ...fact })),
    ...noRows.map((fact): Fact => ({ kind: 'no_rows', ...fact })),
  ];
  // Without a worker everything waits: that is the one thing to say.
  if (!workers && minutes >= 1) facts.push({ kind: 'no_workers', subject: 'workers', details: waiting });
  else if (minutes >= queueMinutes) facts.push({ kind: 'queue_old', subject: 'queue', details: waiting });
  return facts;
}
