import { openSession, type SessionOwner } from '@sri/shared/node/session-seal.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { SessionContext } from './session-context.ts';
import { readStoredSession } from './stored-session.ts';
import { summariseSession } from './summarise-session.ts';

/**
 * A run stored what the portal had made of an account's session: what is told of it, and its forecast, go by the new dates. Nothing happens
 * where another session stands there by now.
 */
export async function noteRefreshed(
  { db, redis, keys, sessionKeys, production }: SessionContext,
  owner: SessionOwner,
): Promise<void> {
  const stored = await readStoredSession(redis, keys, owner);
  if (stored === undefined) return;
  const opened = openSession(stored.text, owner, { keys: sessionKeys, acceptPlain: !production });
  if (opened.kind !== 'opened' || opened.session.refreshedAt === undefined) return;
  const { orgId, userId, provider } = owner;
  const { sessionVersion } = opened.session;
  const summary = summariseSession(opened.session);
  await db.inOrg(orgId, async (sql) => {
    const account = await sql.row<{ provider_id: string }>(
      `update connected_providers c set session_summary = $4, updated_at = now() from providers p
       where p.id = c.provider_id and p.slug = $3 and c.org_id = $1 and c.user_id = $2 and c.session_version = $5
       returning c.provider_id`,
      [orgId, userId, provider, JSON.stringify(summary), sessionVersion ?? 0],
    );
    if (account === undefined) return;
    const { provider_id: providerId } = account;
    await sql.run(
      `update session_lives set expected_until = $5
       where org_id = $1 and user_id = $2 and provider_id = $3 and session_version = $4`,
      [orgId, userId, providerId, sessionVersion ?? 0, summary.expectedUntil ?? null],
    );
    const details = { provider, userId, sessionVersion: sessionVersion ?? null };
    await recordAudit(sql, { orgId, actorId: null, action: 'session.refreshed', subject: providerId, details });
  });
}
