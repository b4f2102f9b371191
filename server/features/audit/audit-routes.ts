import { listAudit, verifyAudit, type AuditEntryRead } from '@sri/shared/protocol/api/audit.ts';
import type { Database } from '../../db/transaction.ts';
import type { Route, RouteMaker } from '../../http/route.ts';
import { verifyChain } from './verify-chain.ts';

interface EntryRow {
  seq: string;
  at: Date;
  actor_id: string | null;
  action: string;
  subject: string;
  details: Record<string, unknown>;
  hash: string;
}

function toEntry({ seq, at, actor_id: actorId, ...rest }: EntryRow): AuditEntryRead {
  return { seq: Number(seq), at: at.toISOString(), actorId, ...rest };
}

/** What was done in the organisation, and whether that record is whole. */
export function auditRoutes(route: RouteMaker, db: Database): Route[] {
  return [
    route(listAudit, async ({ caller, query }) => {
      const { limit, before, action } = query;
      const rows = await db.inOrg(caller.orgId, (sql) =>
        sql.rows<EntryRow>(
          `select seq, at, actor_id, action, subject, details, hash from audit_log
           where org_id = $1 and ($2::bigint is null or seq < $2) and ($3::text is null or action = $3)
           order by seq desc limit $4`,
          [caller.orgId, before ?? null, action ?? null, limit],
        ),
      );
      return rows.map(toEntry);
    }),
    route(verifyAudit, ({ caller }) => db.inOrg(caller.orgId, (sql) => verifyChain(sql, caller.orgId))),
  ];
}
