import { notFound, type Caller } from '../../http/route.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { findProvider } from '../providers/provider-store.ts';
import { forgetFormerSessions } from './former-sessions.ts';
import type { SessionContext } from './session-context.ts';
import { withStoredSession } from './with-stored-session.ts';

/**
 * Forgets the caller's own session at a portal and disconnects the account, both or neither. The row goes, so that the
 * guide's insert connects it again. Throws `not_found`, `redis_unavailable`, `database_unavailable`.
 */
export async function deleteSession(context: SessionContext, caller: Caller, providerId: string): Promise<void> {
  const { orgId, userId } = caller;
  await withStoredSession(context, caller, async (sql) => {
    const provider = await findProvider(sql, providerId);
    const removed = await sql.row<{ session_version: number }>(
      `delete from connected_providers where org_id = $1 and user_id = $2 and provider_id = $3
       returning session_version`,
      [orgId, userId, providerId],
    );
    if (provider === undefined || removed === undefined) throw notFound('This portal is not connected.');
    const details = { provider: provider.slug };
    await recordAudit(sql, { orgId, actorId: userId, action: 'session.deleted', subject: providerId, details });
    await forgetFormerSessions(context, { orgId, userId, provider: provider.slug }, removed.session_version);
    return { provider: provider.slug, text: null, result: undefined };
  });
}
