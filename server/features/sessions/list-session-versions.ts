import { openSession, type SessionOwner } from '@sri/shared/node/session-seal.ts';
import type { SessionVersion } from '@sri/shared/protocol/api/sessions.ts';
import { notFound, type Caller } from '../../http/route.ts';
import { findProvider } from '../providers/provider-store.ts';
import { readFormerSessions } from './former-sessions.ts';
import type { SessionContext } from './session-context.ts';
import { summariseSession } from './summarise-session.ts';

/** The caller's former sessions at a portal that can be restored, newest first; never a value. Throws `not_found`, `redis_unavailable`. */
export async function listSessionVersions(
  context: SessionContext,
  caller: Caller,
  providerId: string,
): Promise<SessionVersion[]> {
  const { db, sessionKeys, production } = context;
  const { orgId, userId } = caller;
  const found = await db.inOrg(orgId, async (sql) => ({
    provider: await findProvider(sql, providerId),
    account: await sql.row<{ session_version: number }>(
      'select session_version from connected_providers where user_id = $1 and provider_id = $2',
      [userId, providerId],
    ),
  }));
  const { provider, account } = found;
  if (provider === undefined || account === undefined) throw notFound('This portal is not connected.');
  const owner: SessionOwner = { orgId, userId, provider: provider.slug };
  const former = await readFormerSessions(context, owner, account.session_version);
  return former.flatMap(({ sessionVersion, text, ttlSeconds }) => {
    const opened = openSession(text, owner, { keys: sessionKeys, acceptPlain: !production });
    if (opened.kind === 'unusable') return [];
    const { session } = opened;
    const connectedAt = new Date(session.connectedAt).toISOString();
    return [{ sessionVersion, connectedAt, ttlSeconds, summary: summariseSession(session) }];
  });
}
