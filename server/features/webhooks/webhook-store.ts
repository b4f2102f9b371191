import type { DisabledReason, WebhookEvent } from '@sri/shared/model/webhook.ts';
import type { Webhook } from '@sri/shared/protocol/api/webhooks.ts';
import type { Sql } from '../../db/transaction.ts';

export interface WebhookRow {
  id: string;
  name: string;
  url: string;
  events: WebhookEvent[];
  disabled_at: Date | null;
  disabled_reason: DisabledReason | null;
  failing_since: Date | null;
  previous_until: Date | null;
  created_by: string;
  created_by_name: string;
  created_at: Date;
  waiting: number;
  next_at: Date | null;
}

export function toWebhook(row: WebhookRow): Webhook {
  const { disabled_at: at, disabled_reason: reason } = row;
  return {
    id: row.id,
    name: row.name,
    url: row.url,
    events: row.events,
    disabled: at === null || reason === null ? null : { at: at.toISOString(), reason },
    failingSince: row.failing_since?.toISOString() ?? null,
    waiting: row.waiting,
    nextAttemptAt: row.next_at?.toISOString() ?? null,
    previousSecretUntil: row.previous_until?.toISOString() ?? null,
    createdBy: { userId: row.created_by, name: row.created_by_name },
    createdAt: row.created_at.toISOString(),
  };
}

// Whoever made it may have left the organisation since, and then is nobody that it may look at.
const SELECT = `
  select w.id, w.name, w.url, w.events, w.disabled_at, w.disabled_reason, w.failing_since,
    case when w.previous_until > now() then w.previous_until end as previous_until, w.created_by,
    coalesce(u.name, '') as created_by_name, w.created_at, d.waiting, d.next_at
  from webhooks w left join users u on u.id = w.created_by cross join lateral (
    select count(*)::int as waiting, min(next_at) as next_at from webhook_deliveries d
    where d.webhook_id = w.id and d.state = 'waiting') d`;

/** All of the transaction's organisation, by name. */
export async function findWebhooks(sql: Sql): Promise<Webhook[]> {
  return (await sql.rows<WebhookRow>(`${SELECT} order by lower(w.name), w.id`)).map(toWebhook);
}

export async function findWebhook(sql: Sql, id: string): Promise<Webhook | undefined> {
  const row = await sql.row<WebhookRow>(`${SELECT} where w.id = $1`, [id]);
  return row === undefined ? undefined : toWebhook(row);
}

/** Takes the row until the end of the transaction; false where there is none. */
export async function lockWebhook(sql: Sql, id: string): Promise<boolean> {
  return (await sql.row('select 1 as found from webhooks where id = $1 for update', [id])) !== undefined;
}

/**
 * Switches an endpoint off, and ends what waits for it, which a person can have sent again. False where it was off before.
 */
export async function disableWebhook(sql: Sql, id: string, reason: DisabledReason): Promise<boolean> {
  const changed = await sql.run(
    `update webhooks set disabled_at = now(), disabled_reason = $2, updated_at = now()
     where id = $1 and disabled_at is null`,
    [id, reason],
  );
  if (changed === 0) return false;
  await sql.run(
    `update webhook_deliveries set state = 'failed', ended_at = now(), claimed_until = null,
       tries = tries || jsonb_build_array(jsonb_build_object('at', now(), 'fault', 'disabled'))
     where webhook_id = $1 and state = 'waiting'`,
    [id],
  );
  return true;
}
