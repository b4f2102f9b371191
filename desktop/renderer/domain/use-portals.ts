import type { Portal } from '@sri/shared/protocol/api/providers.ts';
import type { Account } from '@sri/shared/protocol/api/sessions.ts';
import { useApi } from '../lib/use-api.ts';

/** Portals by id, for names. */
export function usePortalNames(): (providerId: string, slug: string) => string {
  const providers = useApi('listProviders', {});
  return (providerId, slug) => providers.data?.find(({ id }) => id === providerId)?.name ?? slug;
}

/** The pause of a portal that an execution waits for; null: none. */
export function usePaused(providerId: string): Portal['paused'] {
  const providers = useApi('listProviders', {}, { refetchInterval: 15_000 });
  return providers.data?.find(({ id }) => id === providerId)?.paused ?? null;
}

/** How a stored session is doing. `expiring`: less than a day is left; `blocked`: its logins were refused too often. */
export type SessionHealth = 'blocked' | 'active' | 'expiring' | 'expired' | 'missing' | 'revoked' | 'unknown';

const DAY_MS = 24 * 3600 * 1000;

/**
 * When a session will stop working as far as is known, in ms since the epoch: as the control plane forecasts it, and of one that it
 * knows nothing of, Redis' lifetime or its last cookie's.
 */
export function expectedEnd({ ttlSeconds, summary, stored, forecast, endedAt }: Account, now: number): number | null {
  if (stored !== 'yes') return null;
  if (endedAt !== null) return Date.parse(endedAt);
  if (forecast !== null) return Date.parse(forecast.at);
  const kept = ttlSeconds === null ? Number.POSITIVE_INFINITY : now + ttlSeconds * 1000;
  const cookies = summary?.lastExpiry == null ? Number.POSITIVE_INFINITY : Date.parse(summary.lastExpiry);
  const end = Math.min(kept, cookies);
  return Number.isFinite(end) ? end : null;
}

export function healthOf(account: Account, now: number): SessionHealth {
  if (account.guarded) return 'blocked';
  if (account.status === 'revoked') return 'revoked';
  if (account.status === 'expired') return 'expired';
  if (account.stored === 'unknown') return 'unknown';
  if (account.stored === 'no') return 'missing';
  const end = expectedEnd(account, now);
  if (end === null) return 'active';
  if (end <= now) return 'expired';
  return end - now < DAY_MS ? 'expiring' : 'active';
}

const ATTEND: readonly SessionHealth[] = ['blocked', 'expired', 'missing', 'expiring'];

export function needsAttention(health: SessionHealth): boolean {
  return ATTEND.includes(health);
}
