import type { RelayDatabase } from '../../db/transaction.ts';

const STATUSES = ['active', 'expired', 'revoked'] as const;

/** Connected accounts of all organisations together, by the health of their session. */
export async function countSessions(relay: RelayDatabase): Promise<{ status: string; count: number }[]> {
  const rows = await relay.ask<{ status: string; count: number }>(
    'select status, count(*)::int as count from connected_providers group by status',
    [],
  );
  const found = new Map(rows.map(({ status, count }) => [status, count]));
  return STATUSES.map((status) => ({ status, count: found.get(status) ?? 0 }));
}
