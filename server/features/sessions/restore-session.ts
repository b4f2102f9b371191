import type { z } from 'zod';
import { AppError } from '@sri/shared/errors.ts';
import type { Session } from '@sri/shared/model/session.ts';
import { openSession, sealSession, type SessionOwner } from '@sri/shared/node/session-seal.ts';
import type { restoreSession as endpoint } from '@sri/shared/protocol/api/sessions.ts';
import { notFound, type Caller } from '../../http/route.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { findProvider } from '../providers/provider-store.ts';
import { keepFormerSession, readFormerSession } from './former-sessions.ts';
import { upsertAccount } from './save-session.ts';
import type { SessionContext } from './session-context.ts';
import { summariseSession } from './summarise-session.ts';
import { withStoredSession } from './with-stored-session.ts';

export type RestoredSession = z.input<typeof endpoint.response>;

function openFormer(context: SessionContext, owner: SessionOwner, text: string): Session {
  const opened = openSession(text, owner, { keys: context.sessionKeys, acceptPlain: !context.production });
  if (opened.kind === 'opened') return opened.session;
  throw new AppError('conflict', 'This former session cannot be opened any more.', {
    hint: 'It was sealed under another key; capture the session again in the app.',
  });
}

/**
 * Puts a former session of the caller's account back. It becomes a new version, so that an execution's session version
 * goes on meaning one thing, and keeps only the rest of its lifetime; what stood there until now becomes a former one.
 * Throws `not_found`, `conflict`, `redis_unavailable`, `database_unavailable`.
 */
export async function restoreSession(
  context: SessionContext,
  caller: Caller,
  providerId: string,
  restoredVersion: number,
): Promise<RestoredSession> {
  const { orgId, userId } = caller;
  const { owner, restored } = await withStoredSession(context, caller, async (sql) => {
    const provider = await findProvider(sql, providerId);
    const account = await sql.row<{ session_version: number }>(
      'select session_version from connected_providers where user_id = $1 and provider_id = $2 for update',
      [userId, providerId],
    );
    if (provider === undefined || account === undefined) throw notFound('This portal is not connected.');
    const owner: SessionOwner = { orgId, userId, provider: provider.slug };
    const former =
      restoredVersion < account.session_version ? await readFormerSession(context, owner, restoredVersion) : undefined;
    if (former === undefined) throw notFound('This version of the session is not kept any more.');
    const session = openFormer(context, owner, former.text);
    await keepFormerSession(context, owner, account.session_version);
    const sessionVersion = await upsertAccount(sql, caller, providerId, summariseSession(session));
    const details = { provider: provider.slug, sessionVersion, restoredVersion };
    await recordAudit(sql, { orgId, actorId: userId, action: 'session.restored', subject: providerId, details });
    const whole: Session = { ...session, sessionVersion };
    const { sessionKeys } = context;
    const text = JSON.stringify(sessionKeys === undefined ? whole : sealSession(whole, owner, sessionKeys.current));
    const ttlSeconds = Math.max(1, former.ttlSeconds);
    const restored = {
      providerId,
      provider: provider.slug,
      sessionVersion,
      restoredVersion,
      expiresInSeconds: ttlSeconds,
    };
    return { provider: provider.slug, text, ttlSeconds, result: { owner, restored } };
  });
  await context.sessionChanged(owner);
  return restored;
}
