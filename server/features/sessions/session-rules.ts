import { DEFAULT_SESSION_RULES, type SessionRules } from '@sri/shared/model/session-life.ts';
import type { Sql } from '../../db/transaction.ts';
import { notFound, type Caller } from '../../http/route.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { findProvider } from '../providers/provider-store.ts';
import type { SessionContext } from './session-context.ts';
import { scheduleChecks } from './session-checks.ts';

const COLUMNS = 'check_every_minutes as "checkEveryMinutes", max_refusals as "maxRefusals"';

/** What the transaction's organisation says of a portal's sessions. */
export async function findSessionRules(sql: Sql, providerId: string): Promise<SessionRules> {
  const row = await sql.row<SessionRules>(`select ${COLUMNS} from portal_settings where provider_id = $1`, [
    providerId,
  ]);
  return row ?? DEFAULT_SESSION_RULES;
}

/** Throws `not_found`. */
export async function readSessionRules(
  { db }: SessionContext,
  { orgId }: Caller,
  providerId: string,
): Promise<SessionRules> {
  return db.inOrg(orgId, async (sql) => {
    if ((await findProvider(sql, providerId)) === undefined) throw notFound('There is no such provider.');
    return findSessionRules(sql, providerId);
  });
}

/** Sets them, from now on: the next tries are planned anew. Throws `not_found`. */
export async function writeSessionRules(
  { db }: SessionContext,
  { orgId, userId }: Caller,
  providerId: string,
  rules: SessionRules,
): Promise<SessionRules> {
  return db.inOrg(orgId, async (sql) => {
    const provider = await findProvider(sql, providerId);
    if (provider === undefined) throw notFound('There is no such provider.');
    await sql.run(
      `insert into portal_settings (org_id, provider_id, check_every_minutes, max_refusals) values ($1, $2, $3, $4)
       on conflict (org_id, provider_id) do update set check_every_minutes = excluded.check_every_minutes,
         max_refusals = excluded.max_refusals, updated_at = now()`,
      [orgId, providerId, rules.checkEveryMinutes, rules.maxRefusals],
    );
    await scheduleChecks(sql, providerId);
    const details = { slug: provider.slug, ...rules };
    await recordAudit(sql, { orgId, actorId: userId, action: 'provider.sessionRules', subject: providerId, details });
    return rules;
  });
}
