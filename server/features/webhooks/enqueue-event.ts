import { TEST_EVENT, type WebhookEvent } from '@sri/shared/model/webhook.ts';
import type { WebhookMessage } from '@sri/shared/protocol/webhook-message.ts';
import type { Sql } from '../../db/transaction.ts';

export interface WebhookNews {
  type: WebhookEvent;
  /** When it happened. */
  at: Date;
  jobId?: string | undefined;
  data: Record<string, unknown>;
}

export function messageText(type: WebhookMessage['type'], at: Date, data: Record<string, unknown>): string {
  return JSON.stringify({ type, timestamp: at.toISOString(), data } satisfies WebhookMessage);
}

/** The endpoints that want to know of it. */
export async function findSubscribed(sql: Sql, orgId: string, type: WebhookEvent): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    'select id from webhooks where org_id = $1 and disabled_at is null and $2 = any (events)',
    [orgId, type],
  );
  return rows.map(({ id }) => id);
}

/**
 * Writes a delivery for each of these endpoints, in the transaction of what it tells of: both are kept or neither. The organisation is
 * named, since the relay's role, which may call this too, sees all of them.
 */
export async function enqueueEvent(
  sql: Sql,
  orgId: string,
  webhookIds: readonly string[],
  { type, at, jobId, data }: WebhookNews,
): Promise<void> {
  if (webhookIds.length === 0) return;
  await sql.run(
    `insert into webhook_deliveries (org_id, webhook_id, event, job_id, payload)
     select $1, id, $3, $4, $5 from unnest($2::uuid[]) as id`,
    [orgId, webhookIds, type, jobId ?? null, messageText(type, at, data)],
  );
}

/** A message that a person wants to see arrive; goes to an endpoint that is off as well. */
export async function enqueueTest(sql: Sql, orgId: string, webhookId: string, sentBy: string): Promise<string> {
  const row = await sql.row<{ id: string }>(
    'insert into webhook_deliveries (org_id, webhook_id, event, payload) values ($1, $2, $3, $4) returning id',
    [orgId, webhookId, TEST_EVENT, messageText(TEST_EVENT, new Date(), { webhookId, sentBy })],
  );
  if (row === undefined) throw new Error('an insert without a row');
  return row.id;
}
