import type { AlertDetails, AlertKind } from '@sri/shared/model/alert.ts';
import type { WebhookEvent } from '@sri/shared/model/webhook.ts';
import type { Sql } from '../../db/transaction.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { enqueueEvent, findSubscribed } from '../webhooks/enqueue-event.ts';
import { readAlertSettings, type KeptSettings } from './alert-settings.ts';
import type { Fact } from './find-facts.ts';

export interface ChangedAlert {
  id: string;
  kind: AlertKind;
  subject: string;
  details: AlertDetails;
}

/** Tells the organisation's other systems, in the transaction of what it tells of. */
export async function tellSystems(sql: Sql, orgId: string, type: WebhookEvent, alert: ChangedAlert): Promise<void> {
  const subscribed = await findSubscribed(sql, orgId, type);
  const { id: alertId, kind, subject, details } = alert;
  await enqueueEvent(sql, orgId, subscribed, { type, at: new Date(), data: { alertId, kind, subject, details } });
}

/** Has mail sent to whoever wants to know of this kind. */
export async function enqueueMails(
  sql: Sql,
  orgId: string,
  { id, kind }: ChangedAlert,
  { emails, emailKinds }: KeptSettings,
): Promise<void> {
  if (emails.length === 0 || !emailKinds.includes(kind)) return;
  await sql.run(
    'insert into alert_mails (org_id, alert_id, recipient) select $1, $2, address from unnest($3::text[]) as address',
    [orgId, id, emails],
  );
}

/**
 * Warns of this unless it is warned of already, in the transaction of what it tells of: once for each opening, whoever notices it.
 * True where this call opened it; false where it is open, or the organisation does not want to know.
 */
export async function openAlert(
  sql: Sql,
  orgId: string,
  { kind, subject, details }: Fact,
  settings?: KeptSettings,
): Promise<boolean> {
  const known = settings ?? (await readAlertSettings(sql));
  if (known.offKinds.includes(kind)) return false;
  const row = await sql.row<{ id: string }>(
    `insert into alerts (org_id, kind, subject, details) values ($1, $2, $3, $4)
     on conflict (org_id, kind, subject) where closed_at is null do nothing returning id`,
    [orgId, kind, subject, JSON.stringify(details)],
  );
  if (row === undefined) return false;
  const alert = { id: row.id, kind, subject, details };
  await tellSystems(sql, orgId, 'alert.opened', alert);
  await enqueueMails(sql, orgId, alert, known);
  await recordAudit(sql, { orgId, actorId: null, action: 'alert.opened', subject: row.id, details: { kind } });
  return true;
}

/** It no longer holds. */
export async function closeAlert(sql: Sql, orgId: string, id: string): Promise<void> {
  const alert = await sql.row<ChangedAlert>(
    'update alerts set closed_at = now() where id = $1 and closed_at is null returning id, kind, subject, details',
    [id],
  );
  if (alert === undefined) return;
  await tellSystems(sql, orgId, 'alert.closed', alert);
  await recordAudit(sql, { orgId, actorId: null, action: 'alert.closed', subject: id, details: { kind: alert.kind } });
}
