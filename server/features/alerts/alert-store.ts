import type { AlertDetails, AlertKind } from '@sri/shared/model/alert.ts';
import type { Alert } from '@sri/shared/protocol/api/alerts.ts';
import type { Sql } from '../../db/transaction.ts';
import { notFound, type Caller } from '../../http/route.ts';
import { recordAudit } from '../audit/record-audit.ts';

interface AlertRow {
  id: string;
  kind: AlertKind;
  subject: string;
  details: AlertDetails;
  opened_at: Date;
  acknowledged_at: Date | null;
  acknowledged_by_name: string | null;
  closed_at: Date | null;
}

const SELECT = `
  select a.id, a.kind, a.subject, a.details, a.opened_at, a.acknowledged_at, u.name as acknowledged_by_name, a.closed_at
  from alerts a left join users u on u.id = a.acknowledged_by`;
const MOST_SHOWN = 200;

function toAlert(row: AlertRow): Alert {
  const { acknowledged_at: at } = row;
  return {
    id: row.id,
    kind: row.kind,
    subject: row.subject,
    details: row.details,
    openedAt: row.opened_at.toISOString(),
    acknowledged: at === null ? null : { at: at.toISOString(), by: row.acknowledged_by_name ?? '' },
    closedAt: row.closed_at?.toISOString() ?? null,
  };
}

/** The transaction's organisation's, newest first. */
export async function findAlerts(sql: Sql, state: 'open' | 'all'): Promise<Alert[]> {
  const rows = await sql.rows<AlertRow>(
    `${SELECT} where (a.closed_at is null or ($1 = 'all' and a.opened_at > now() - interval '30 days'))
     order by a.opened_at desc, a.id limit ${MOST_SHOWN}`,
    [state],
  );
  return rows.map(toAlert);
}

/** Throws `not_found`. */
export async function foundAlert(sql: Sql, id: string): Promise<Alert> {
  const row = await sql.row<AlertRow>(`${SELECT} where a.id = $1`, [id]);
  if (row === undefined) throw notFound('There is no such alert.');
  return toAlert(row);
}

/** Somebody sees to it. Whoever said so first stays. Throws `not_found`. */
export async function acknowledgeAlert(sql: Sql, { orgId, userId }: Caller, id: string): Promise<Alert> {
  const changed = await sql.run(
    'update alerts set acknowledged_at = now(), acknowledged_by = $2 where id = $1 and acknowledged_at is null',
    [id, userId],
  );
  const alert = await foundAlert(sql, id);
  if (changed > 0) {
    const details = { kind: alert.kind };
    await recordAudit(sql, { orgId, actorId: userId, action: 'alert.acknowledged', subject: id, details });
  }
  return alert;
}
