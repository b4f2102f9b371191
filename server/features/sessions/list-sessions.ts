import type { JobStatus } from '@sri/shared/model/job.ts';
import type { Account, SessionSummary } from '@sri/shared/protocol/api/sessions.ts';
import type { Caller } from '../../http/route.ts';
import type { SessionContext } from './session-context.ts';

interface AccountRow {
  provider_id: string;
  slug: string;
  provider_name: string;
  user_id: string;
  user_name: string;
  status: Account['status'];
  session_version: number;
  session_summary: SessionSummary | Record<string, never>;
  connected_at: Date;
  updated_at: Date;
  waiting: number;
  run_id: string | null;
  run_status: JobStatus;
  run_at: Date;
}

/** Redis' own words for "no such key" and "no end". */
const MISSING = -2;
const ENDLESS = -1;

/** The organisation's accounts with what is known of their sessions. Redis being away is told, not an error. */
export async function listSessions({ db, redis, keys }: SessionContext, caller: Caller): Promise<Account[]> {
  const rows = await db.inOrg(caller.orgId, (sql) =>
    sql.rows<AccountRow>(
      `select c.provider_id, p.slug, p.name as provider_name, c.user_id, u.name as user_name, c.status, c.session_version,
         c.session_summary, c.connected_at, c.updated_at, run.id as run_id, run.status as run_status,
         run.started_at as run_at,
         (select count(*)::int from jobs w where w.org_id = c.org_id and w.user_id = c.user_id and w.provider = p.slug
           and w.status = 'needs_login') as waiting
       from connected_providers c join providers p on p.id = c.provider_id join users u on u.id = c.user_id
       left join lateral (select j.id, j.status, j.started_at from jobs j
         where j.org_id = c.org_id and j.user_id = c.user_id and j.provider_id = c.provider_id
           and j.started_at is not null
         order by j.created_at desc limit 1) run on true
       order by p.name, u.name, c.id`,
    ),
  );
  const lives = await Promise.all(
    rows.map((row) => redis.ttl(keys.session(caller.orgId, row.user_id, row.slug)).catch(() => undefined)),
  );
  return rows.map((row, index) => {
    const ttl = lives[index];
    return {
      providerId: row.provider_id,
      provider: row.slug,
      providerName: row.provider_name,
      userId: row.user_id,
      userName: row.user_name,
      status: row.status,
      sessionVersion: row.session_version,
      connectedAt: row.connected_at.toISOString(),
      updatedAt: row.updated_at.toISOString(),
      stored: ttl === undefined ? 'unknown' : ttl === MISSING ? 'no' : 'yes',
      ttlSeconds: ttl === undefined || ttl === MISSING || ttl === ENDLESS ? null : ttl,
      summary: 'cookies' in row.session_summary ? (row.session_summary as SessionSummary) : null,
      waiting: row.waiting,
      lastRun: row.run_id === null ? null : { jobId: row.run_id, status: row.run_status, at: row.run_at.toISOString() },
    };
  });
}
