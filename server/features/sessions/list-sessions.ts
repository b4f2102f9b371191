import type { JobStatus } from '@sri/shared/model/job.ts';
import type { SessionForecast, SessionHealth } from '@sri/shared/model/session-life.ts';
import type { Account, SessionSummary } from '@sri/shared/protocol/api/sessions.ts';
import type { Caller } from '../../http/route.ts';
import { forecastEnd } from './forecast.ts';
import type { SessionContext } from './session-context.ts';
import { findLives, type SessionLife } from './session-lives.ts';

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
  health: SessionHealth | null;
  next_check_at: Date | null;
  refusals: number;
  guarded: boolean;
  run_id: string | null;
  run_status: JobStatus;
  run_at: Date;
}

/** Redis' own words for "no such key" and "no end". */
const MISSING = -2;
const ENDLESS = -1;

function forecastOf(
  current: SessionLife | undefined,
  own: readonly SessionLife[],
  ttlSeconds: number | null,
): SessionForecast | null {
  if (current === undefined) return null;
  const now = new Date();
  const storedUntil = ttlSeconds === null ? null : new Date(now.getTime() + ttlSeconds * 1000);
  return forecastEnd({ now, current, former: own.filter((life) => life !== current), storedUntil });
}

/** The organisation's accounts with what is known of their sessions. Redis being away is told, not an error. */
export async function listSessions({ db, redis, keys }: SessionContext, caller: Caller): Promise<Account[]> {
  const { rows, lives } = await db.inOrg(caller.orgId, async (sql) => ({
    rows: await sql.rows<AccountRow>(
      `select c.provider_id, p.slug, p.name as provider_name, c.user_id, u.name as user_name, c.status, c.session_version,
         c.session_summary, c.connected_at, c.updated_at, c.health, c.next_check_at, c.refusals,
         c.guard_id is not null as guarded, run.id as run_id, run.status as run_status,
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
    lives: await findLives(sql),
  }));
  const ttls = await Promise.all(
    rows.map((row) => redis.ttl(keys.session(caller.orgId, row.user_id, row.slug)).catch(() => undefined)),
  );
  return rows.map((row, index) => {
    const ttl = ttls[index];
    const own = lives.filter((life) => life.userId === row.user_id && life.providerId === row.provider_id);
    const current = own.find((life) => life.sessionVersion === row.session_version);
    const ttlSeconds = ttl === undefined || ttl === MISSING || ttl === ENDLESS ? null : ttl;
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
      ttlSeconds,
      summary: 'cookies' in row.session_summary ? (row.session_summary as SessionSummary) : null,
      waiting: row.waiting,
      health: row.health,
      nextCheckAt: row.next_check_at?.toISOString() ?? null,
      provenAt: current?.provenAt?.toISOString() ?? null,
      endedAt: current?.endedAt?.toISOString() ?? null,
      forecast: ttl === MISSING ? null : forecastOf(current, own, ttlSeconds),
      refusals: row.refusals,
      guarded: row.guarded,
      lastRun: row.run_id === null ? null : { jobId: row.run_id, status: row.run_status, at: row.run_at.toISOString() },
    };
  });
}
