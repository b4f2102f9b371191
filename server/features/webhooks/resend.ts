import type { Delivery } from '@sri/shared/protocol/api/webhooks.ts';
import type { Sql } from '../../db/transaction.ts';
import { invalidRequest, type Caller } from '../../http/route.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { foundWebhook, type WebhookContext } from './change-webhooks.ts';
import { foundDelivery } from './delivery-store.ts';
import { enqueueTest } from './enqueue-event.ts';

/** Sends `webhook.test`. Throws `not_found`. */
export async function sendTest({ db, deliveriesDue }: WebhookContext, caller: Caller, id: string): Promise<Delivery> {
  const { orgId, userId } = caller;
  const delivery = await db.inOrg(orgId, async (sql) => {
    await foundWebhook(sql, id);
    const deliveryId = await enqueueTest(sql, orgId, id, userId);
    await recordAudit(sql, { orgId, actorId: userId, action: 'webhook.tested', subject: id });
    return foundDelivery(sql, id, deliveryId);
  });
  deliveriesDue();
  return delivery;
}

// One that is under way now is left alone: it is being sent. The waits begin anew.
const AGAIN = `
  update webhook_deliveries set state = 'waiting', next_at = now(), claimed_until = null, attempts_before = attempts,
    ended_at = null
  where webhook_id = $1 and (claimed_until is null or claimed_until <= now())`;

async function requireOn(sql: Sql, id: string): Promise<void> {
  const { disabled } = await foundWebhook(sql, id);
  if (disabled === null) return;
  throw invalidRequest([{ field: 'webhookId', message: 'is switched off: switch it on, then send again' }]);
}

/** Sends one again, whatever became of it. Throws `not_found`, `invalid_request` where the endpoint is off. */
export async function resendOne(
  { db, deliveriesDue }: WebhookContext,
  { orgId, userId }: Caller,
  id: string,
  deliveryId: string,
): Promise<Delivery> {
  const delivery = await db.inOrg(orgId, async (sql) => {
    await foundDelivery(sql, id, deliveryId);
    await requireOn(sql, id);
    await sql.run(`${AGAIN} and id = $2`, [id, deliveryId]);
    const details = { deliveryId };
    await recordAudit(sql, { orgId, actorId: userId, action: 'webhook.resent', subject: id, details });
    return foundDelivery(sql, id, deliveryId);
  });
  deliveriesDue();
  return delivery;
}

/**
 * Sends again what did not arrive: at once what waits, and what was given up and made since then (all that is kept, without a time).
 * Returns how many. Throws `not_found`, `invalid_request` where the endpoint is off.
 */
export async function resendAll(
  { db, deliveriesDue }: WebhookContext,
  { orgId, userId }: Caller,
  id: string,
  since: string | undefined,
): Promise<{ count: number }> {
  const count = await db.inOrg(orgId, async (sql) => {
    await requireOn(sql, id);
    const again = await sql.run(
      `${AGAIN} and event <> 'webhook.test' and (state = 'waiting' or (state = 'failed' and created_at >= coalesce($2, '-infinity'::timestamptz)))`,
      [id, since ?? null],
    );
    const details = { count: again, since: since ?? null };
    await recordAudit(sql, { orgId, actorId: userId, action: 'webhook.resent', subject: id, details });
    return again;
  });
  deliveriesDue();
  return { count };
}
