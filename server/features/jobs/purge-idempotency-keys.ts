import type { Database } from '../../db/transaction.ts';

/** Deletes an organisation's keys whose 24 hours are over. Returns how many. */
export function purgeIdempotencyKeys(db: Database, orgId: string): Promise<number> {
  return db.inOrg(orgId, (sql) => sql.run('delete from idempotency_keys where expires_at < now()'));
}
