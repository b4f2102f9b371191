import type { ApiKey } from '@sri/shared/protocol/api/api-keys.ts';

export type KeyState = 'live' | 'idle' | 'expired' | 'revoked';

const DAY_MS = 24 * 3600_000;
/** From so many days without use on, a key is worth a look. */
export const IDLE_DAYS = 60;

/** Whole days since a key was last used, or made where it never was. */
export function unusedDays({ lastUsedAt, createdAt }: Pick<ApiKey, 'lastUsedAt' | 'createdAt'>, now: number): number {
  return Math.floor((now - Date.parse(lastUsedAt ?? createdAt)) / DAY_MS);
}

/** How a key stands at a time, in ms since the epoch. */
export function stateOfKey(
  key: Pick<ApiKey, 'lastUsedAt' | 'createdAt' | 'expiresAt' | 'revokedAt'>,
  now: number,
): KeyState {
  if (key.revokedAt !== null) return 'revoked';
  if (key.expiresAt !== null && Date.parse(key.expiresAt) <= now) return 'expired';
  return unusedDays(key, now) >= IDLE_DAYS ? 'idle' : 'live';
}
