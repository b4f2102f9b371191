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

/** How a stored session is doing. `expiring`: less than a day is left. */
export type SessionHealth = 'active' | 'expiring' | 'expired' | 'missing' | 'revoked' | 'unknown';

const DAY_MS = 24 * 3600 * 1000;

/** When a session will stop working as far as is known, in ms since the epoch: Redis' lifetime or its last cookie's. */
export function expectedEnd({ ttlSeconds, summary, stored }: Account, now: number): number | null {
  if (stored !== 'yes') return null;
  const kept = ttlSeconds === null ? Number.POSITIVE_INFINITY : now + ttlSeconds * 1000;
  const cookies = summary?.lastExpiry == null ? Number.POSITIVE_INFINITY : Date.parse(summary.lastExpiry);
  const end = Math.min(kept, cookies);
  return Number.isFinite(end) ? end : null;
}

export function healthOf(account: Account, now: number): SessionHealth {
  if (account.status === 'revoked') return 'revoked';
  if (account.status === 'expired') return 'expired';
  if (account.stored === 'unknown') return 'unknown';
  if (account.stored === 'no') return 'missing';
  const end = expectedEnd(account, now);
  if (end === null) return 'active';
  if (end <= now) return 'expired';
  return end - now < DAY_MS ? 'expiring' : 'active';
}

const ATTEND: readonly SessionHealth[] = ['expired', 'missing', 'expiring'];

export function needsAttention(health: SessionHealth): boolean {
  return ATTEND.includes(health);
}
