import { AppError } from '@sri/shared/errors.ts';
import type { Session } from '@sri/shared/model/session.ts';
import { openSession, type SessionOwner } from '@sri/shared/node/session-seal.ts';
import { notFound, type Caller } from '../../http/route.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { findProvider } from '../providers/provider-store.ts';
import type { SessionContext } from './session-context.ts';
import { readStoredSession } from './stored-session.ts';

function onlyInTheApp(): AppError {
  return new AppError('forbidden', 'A session is handed to the desktop app alone.', {
    hint: 'Sign in to the desktop app; neither API keys nor the web console get it.',
  });
}

function unusable(): AppError {
  return new AppError('conflict', 'The stored session cannot be opened.', {
    hint: 'Capture the session again in the app.',
  });
}

/**
 * The caller's own stored session, for recording a flow with it. Audited before it is handed over. Throws `forbidden`
 * (no person in the desktop app), `not_found`, `conflict` (it cannot be opened), `redis_unavailable`.
 */
export async function lendSession(
  context: SessionContext,
  caller: Caller,
  providerId: string,
): Promise<{ session: Session }> {
  const { db, redis, keys, sessionKeys, production } = context;
  const { orgId, userId } = caller;
  if (caller.via !== 'token') throw onlyInTheApp();
  return db.inOrg(orgId, async (sql) => {
    const provider = await findProvider(sql, providerId);
    if (provider === undefined) throw notFound('There is no such provider.');
    const owner: SessionOwner = { orgId, userId, provider: provider.slug };
    const stored = await readStoredSession(redis, keys, owner);
    if (stored === undefined) throw notFound('No session is stored; connect the portal.');
    const opened = openSession(stored.text, owner, { keys: sessionKeys, acceptPlain: !production });
    if (opened.kind !== 'opened') throw unusable();
    const { session } = opened;
    const details = { provider: provider.slug, sessionVersion: session.sessionVersion ?? null };
    await recordAudit(sql, { orgId, actorId: userId, action: 'session.lent', subject: providerId, details });
    return { session };
  });
}
