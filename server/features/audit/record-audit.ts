import type { Sql } from '../../db/transaction.ts';

export interface AuditEntry {
  orgId: string;
  /** Who did it; null: the system, or somebody who is not signed in. */
  actorId: string | null;
  /** Subject and past participle, as `flow.activated`. */
  action: string;
  /** What it was done to: an id, an address. Never a secret. */
  subject: string;
  details?: Record<string, unknown> | undefined;
}

const INSERT = 'insert into audit_log (org_id, actor_id, action, subject, details) values ($1, $2, $3, $4, $5)';

function valuesOf({ orgId, actorId, action, subject, details = {} }: AuditEntry): unknown[] {
  return [orgId, actorId, action, subject, JSON.stringify(details)];
}

/**
 * Writes an entry into the organisation's chain, in the transaction of what it tells of (R41): both are kept or
 * neither. The database numbers, dates and chains it, and takes entries of one organisation one after the other until
 * commit, so call it late in a transaction.
 */
export async function recordAudit(sql: Sql, entry: AuditEntry): Promise<void> {
  await sql.run(INSERT, valuesOf(entry));
}

/** The same as the last thing before the commit, and sent with it: the organisation's chain is held no longer than that takes. */
export function recordAuditAtCommit(sql: Sql, entry: AuditEntry): void {
  sql.send(INSERT, valuesOf(entry));
}
