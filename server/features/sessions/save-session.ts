import type { z } from 'zod';
import { SESSION_TTL_SECONDS, type Session } from '@sri/shared/model/session.ts';
import type { Provider } from '@sri/shared/model/provider.ts';
import { sealSession, type SessionOwner } from '@sri/shared/node/session-seal.ts';
import type { SessionSummary, saveSession as endpoint } from '@sri/shared/protocol/api/sessions.ts';
import type { Sql } from '../../db/transaction.ts';
import { invalidRequest, notFound, type Caller } from '../../http/route.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { findProvider } from '../providers/provider-store.ts';
import { keepFormerSession } from './former-sessions.ts';
import { scopeSession, type Dropped, type ScopedSession } from './scope-session.ts';
import type { SessionContext } from './session-context.ts';
import { scheduleCheck } from './session-checks.ts';
import { beginLife } from './session-lives.ts';
import { cookieEnds, isEmpty, summariseSession } from './summarise-session.ts';
import { withStoredSession } from './with-stored-session.ts';

export type NewSession = z.output<typeof endpoint.body>;
export type SavedSession = z.input<typeof endpoint.response>;

/** How far a capturing machine's clock may be ahead, in ms. */
const CLOCK_SKEW = 5 * 60_000;
const EARLIEST = Date.UTC(2020, 0, 1);

function connectedAtOf({ connectedAt }: NewSession): number {
  if (connectedAt === undefined) return Date.now();
  if (connectedAt < EARLIEST || connectedAt > Date.now() + CLOCK_SKEW) {
    const message = 'must be the time of capture in milliseconds, not in the future';
    throw invalidRequest([{ field: 'connectedAt', message }]);
  }
  return connectedAt;
}

/** Captured by the app, as opposed to a few cookies typed in by hand. */
function isCaptured({ origins, environment, marker }: NewSession): boolean {
  return origins !== undefined || environment !== undefined || marker !== undefined;
}

/** Binds the session to the portal's sites (R49): always in production, outside it what the app captured. */
function scoped(given: NewSession, provider: Provider, production: boolean): ScopedSession {
  const session: Session = { ...given, connectedAt: connectedAtOf(given) };
  if (production && provider.domains.length === 0) {
    const message = 'the portal has no domains, so no cookie can be known to be its own; add them to the provider';
    throw invalidRequest([{ field: 'cookies', message }]);
  }
  const bound = production || (isCaptured(given) && provider.domains.length > 0);
  return bound ? scopeSession(session, provider.domains) : { session, dropped: [] };
}

/** An empty session would replace a good one and only show at the next execution. */
function refuseEmpty(summary: SessionSummary, dropped: readonly Dropped[], { slug, domains }: Provider): void {
  if (!isEmpty(summary)) return;
  const message =
    dropped.length === 0
      ? 'nothing was caught: sign in at the portal, then capture again'
      : `nothing of it belongs to ${slug} (${domains.join(', ')}), but to ${dropped.map(({ domain }) => domain).join(', ')}`;
  throw invalidRequest([{ field: 'cookies', message }]);
}

/** Connects the account, or notes that it has a new session; returns that session's version. */
export async function upsertAccount(
  sql: Sql,
  { orgId, userId }: Caller,
  providerId: string,
  summary: SessionSummary,
): Promise<number> {
  const row = await sql.row<{ session_version: number }>(
    `insert into connected_providers (org_id, user_id, provider_id, status, session_summary, session_version)
     values ($1, $2, $3, 'active', $4, 1)
     on conflict (org_id, user_id, provider_id) do update set status = 'active', updated_at = now(),
       session_summary = excluded.session_summary, session_version = connected_providers.session_version + 1,
       health = null, check_id = null
     returning session_version`,
    [orgId, userId, providerId, JSON.stringify(summary)],
  );
  const sessionVersion = row?.session_version ?? 1;
  const account = { orgId, userId, providerId };
  await beginLife(sql, account, sessionVersion, summary.expectedUntil ?? null);
  await scheduleCheck(sql, account);
  return sessionVersion;
}

function warningsOf(session: Session, dropped: readonly Dropped[], sealed: boolean): string[] {
  const over = cookieEnds(session).filter((end) => end < Date.now()).length;
  return [
    ...(over > 0 ? [`${over} cookies are past their dates already.`] : []),
    ...(dropped.length > 0 ? ['What belongs to other sites than the portal was left out; see "dropped".'] : []),
    ...(sealed ? [] : ['SESSION_ENCRYPTION_KEY is not set: the session lies unencrypted in Redis.']),
  ];
}

/**
 * Stores the caller's session at a portal for 7 days, sealed where there is a key (R42), and connects the account, both
 * or neither. Tells what was caught by kind, never a value. Throws `not_found`, `invalid_request`,
 * `redis_unavailable`, `database_unavailable`; then the former session stands as it was.
 */
export async function saveSession(
  context: SessionContext,
  caller: Caller,
  providerId: string,
  given: NewSession,
): Promise<SavedSession> {
  const { sessionKeys, production, sessionChanged } = context;
  const { orgId, userId } = caller;
  const { owner, saved } = await withStoredSession(context, caller, async (sql) => {
    const provider = await findProvider(sql, providerId);
    if (provider === undefined) throw notFound('There is no such provider.');
    const { session, dropped } = scoped(given, provider, production);
    const summary = summariseSession(session);
    refuseEmpty(summary, dropped, provider);
    const sessionVersion = await upsertAccount(sql, caller, providerId, summary);
    const { slug } = provider;
    const details = { provider: slug, sessionVersion, cookies: summary.cookies };
    await recordAudit(sql, { orgId, actorId: userId, action: 'session.captured', subject: providerId, details });
    const owner: SessionOwner = { orgId, userId, provider: slug };
    const whole: Session = { ...session, sessionVersion };
    const sealed = sessionKeys !== undefined;
    const saved: SavedSession = {
      providerId,
      provider: slug,
      userId,
      status: 'active',
      sessionVersion,
      connectedAt: session.connectedAt,
      expiresInSeconds: SESSION_TTL_SECONDS,
      sealed,
      summary,
      dropped,
      warnings: warningsOf(session, dropped, sealed),
    };
    await keepFormerSession(context, owner, sessionVersion - 1);
    const text = JSON.stringify(sealed ? sealSession(whole, owner, sessionKeys.current) : whole);
    return { provider: slug, text, result: { owner, saved } };
  });
  await sessionChanged(owner);
  return saved;
}
