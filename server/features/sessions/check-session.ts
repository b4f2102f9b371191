import type { z } from 'zod';
import type { Session } from '@sri/shared/model/session.ts';
import { openSession, type OpenedSession } from '@sri/shared/node/session-seal.ts';
import type { checkSession as endpoint } from '@sri/shared/protocol/api/sessions.ts';
import { notFound, type Caller } from '../../http/route.ts';
import { findProvider } from '../providers/provider-store.ts';
import type { SessionContext } from './session-context.ts';
import { readStoredSession } from './stored-session.ts';
import { cookieEnds, expectedEnd, summariseSession } from './summarise-session.ts';

type Checked = z.input<typeof endpoint.response>;

const WORDS = {
  proves: 'That a worker can open this session, and which of its cookies are still good by their dates.',
  doesNotProve: 'That the portal still accepts it: only an execution shows that.',
};
const UNKNOWN = { sealed: null, sessionVersion: null, summary: null, expectedUntil: null };

/** Every cookie has an end, and all are past: what the portal gave out then is of no use any more. */
function isOver(session: Session): boolean {
  const ends = cookieEnds(session);
  return ends.length > 0 && ends.length === session.cookies.length && ends.every((end) => end < Date.now());
}

/** As its cookies tell, and at the latest when Redis drops it. */
function expectedUntil(session: Session, ttlSeconds: number | null): string | null {
  const told = expectedEnd(session);
  const ends = [...(told === null ? [] : [told]), ...(ttlSeconds === null ? [] : [Date.now() + ttlSeconds * 1000])];
  return ends.length === 0 ? null : new Date(Math.min(...ends)).toISOString();
}

function describe(opened: OpenedSession, ttlSeconds: number | null): Checked {
  if (opened.kind === 'unusable') {
    const refused = opened.reason === 'plain refused';
    const detail = refused
      ? 'The session was written by hand, which production refuses; capture it in the app.'
      : 'The session is damaged, or sealed for another account or under another key; connect the portal again.';
    return { usable: false, state: refused ? 'plainRefused' : 'unreadable', detail, ...UNKNOWN, ttlSeconds, ...WORDS };
  }
  const { session, sealed } = opened;
  const over = isOver(session);
  return {
    usable: !over,
    state: over ? 'expired' : 'readable',
    detail: over ? 'All its cookies are past their dates; connect the portal again.' : 'The session can be read.',
    sealed,
    sessionVersion: session.sessionVersion ?? null,
    ttlSeconds,
    summary: summariseSession(session),
    expectedUntil: over ? null : expectedUntil(session, ttlSeconds),
    ...WORDS,
  };
}

/** Opens the caller's stored session as a worker would, and reads from its cookies how long it may last. */
export async function checkSession(context: SessionContext, caller: Caller, providerId: string): Promise<Checked> {
  const { db, redis, keys, sessionKeys, production } = context;
  const provider = await db.inOrg(caller.orgId, (sql) => findProvider(sql, providerId));
  if (provider === undefined) throw notFound('There is no such provider.');
  const owner = { orgId: caller.orgId, userId: caller.userId, provider: provider.slug };
  const stored = await readStoredSession(redis, keys, owner);
  if (stored === undefined) {
    const detail = 'No session is stored; connect the portal.';
    return { usable: false, state: 'missing', detail, ...UNKNOWN, ttlSeconds: null, ...WORDS };
  }
  const opened = openSession(stored.text, owner, { keys: sessionKeys, acceptPlain: !production });
  return describe(opened, stored.ttlSeconds);
}
