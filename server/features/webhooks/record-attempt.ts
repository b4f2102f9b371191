import { TEST_EVENT, type DisabledReason } from '@sri/shared/model/webhook.ts';
import type { Database, Sql } from '../../db/transaction.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { ClaimedDelivery } from './claim-deliveries.ts';
import type { KeptTry } from './delivery-store.ts';
import { GIVEN_UP_MS, nextWaitMs } from './retry-schedule.ts';
import { disableWebhook } from './webhook-store.ts';

/** `stale`: somebody else made an attempt since, and what this one saw does not count. */
export type AttemptResult = 'delivered' | 'again' | 'failed' | 'stale';

interface Attempted extends ClaimedDelivery {
  webhookId: string;
  event: string;
}

const KEPT_TRIES = 20;

async function end(sql: Sql, { id }: Attempted, state: 'delivered' | 'failed'): Promise<void> {
  await sql.run(`update webhook_deliveries set state = $2, ended_at = now(), claimed_until = null where id = $1`, [
    id,
    state,
  ]);
}

async function switchOff(sql: Sql, { orgId, webhookId }: Attempted, reason: DisabledReason): Promise<void> {
  if (!(await disableWebhook(sql, webhookId, reason))) return;
  const details = { reason };
  await recordAudit(sql, { orgId, actorId: null, action: 'webhook.disabled', subject: webhookId, details });
}

async function failed(
  sql: Sql,
  attempted: Attempted,
  kept: KeptTry,
  inARow: number,
  retryAfterMs: number | null,
): Promise<AttemptResult> {
  const { id, webhookId, event } = attempted;
  if (event === TEST_EVENT) {
    await end(sql, attempted, 'failed');
    return 'failed';
  }
  const hook = await sql.row<{ failing_ms: number }>(
    `update webhooks set failing_since = coalesce(failing_since, $2) where id = $1
     returning (extract(epoch from now() - failing_since) * 1000)::float8 as failing_ms`,
    [webhookId, kept.at],
  );
  const waitMs = kept.fault === 'gone' ? null : nextWaitMs(inARow, retryAfterMs, Math.random());
  if (waitMs !== null) {
    await sql.run(
      `update webhook_deliveries set next_at = now() + $2 * interval '1 millisecond', claimed_until = null where id = $1`,
      [id, waitMs],
    );
    return 'again';
  }
  await end(sql, attempted, 'failed');
  if (kept.fault === 'gone') await switchOff(sql, attempted, 'gone');
  else if ((hook?.failing_ms ?? 0) >= GIVEN_UP_MS) await switchOff(sql, attempted, 'failing');
  return 'failed';
}

/**
 * Records an attempt once: compare and set on its number. Says when the next one is made, or that there is none; an endpoint that wants
 * nothing any more, or gave no answer that counts for three days, is switched off with it.
 */
export function recordAttempt(
  db: Database,
  attempted: Attempted,
  kept: KeptTry,
  retryAfterMs: number | null,
): Promise<AttemptResult> {
  const { orgId, id, attempt, webhookId } = attempted;
  return db.inOrg(orgId, async (sql): Promise<AttemptResult> => {
    const row = await sql.row<{ in_a_row: number }>(
      `update webhook_deliveries set tries = (
         select coalesce(jsonb_agg(t order by place), '[]') from (
           select t, place from jsonb_array_elements(tries || $3::jsonb) with ordinality as all_tries (t, place)
           order by place desc limit ${KEPT_TRIES}) last_tries)
       where id = $1 and attempts = $2 and state = 'waiting' returning attempts - attempts_before as in_a_row`,
      [id, attempt, JSON.stringify([kept])],
    );
    if (row === undefined) return 'stale';
    if (kept.fault !== undefined) return failed(sql, attempted, kept, row.in_a_row, retryAfterMs);
    await end(sql, attempted, 'delivered');
    await sql.run('update webhooks set failing_since = null where id = $1 and failing_since is not null', [webhookId]);
    return 'delivered';
  });
}
