import type { Database } from '../../db/transaction.ts';
import type { ClaimedDelivery } from './claim-deliveries.ts';
import type { KeptTry } from './delivery-store.ts';
import type { Answer, NoAnswer, Post } from './post.ts';
import { recordAttempt, type AttemptResult } from './record-attempt.ts';
import { readRetryAfter } from './retry-schedule.ts';
import { maskAnswer, signedHeaders } from './sign-message.ts';
import type { SecretKeeper } from './signing-secret.ts';

export interface AttemptContext {
  db: Database;
  post: Post;
  secrets: SecretKeeper;
  timeoutMs: number;
}

interface Outgoing {
  webhookId: string;
  event: string;
  payload: string;
  url: string;
  off: boolean;
  sealed: string;
  previous_sealed: string | null;
}

function readOutgoing(db: Database, { orgId, id, attempt }: ClaimedDelivery): Promise<Outgoing | undefined> {
  return db.inOrg(orgId, (sql) =>
    sql.row<Outgoing>(
      `select d.webhook_id as "webhookId", d.event, d.payload, w.url, w.disabled_at is not null as off, w.sealed,
         case when w.previous_until > now() then w.previous_sealed end as previous_sealed
       from webhook_deliveries d join webhooks w on w.org_id = d.org_id and w.id = d.webhook_id
       where d.id = $1 and d.attempts = $2 and d.state = 'waiting'`,
      [id, attempt],
    ),
  );
}

function judge(answer: Answer | NoAnswer): Pick<KeptTry, 'code' | 'fault' | 'message'> {
  if ('fault' in answer) return { fault: answer.fault, message: answer.message };
  const { code } = answer;
  if (code >= 200 && code < 300) return { code };
  if (code === 410) return { code, fault: 'gone', message: 'It answered 410: nothing is to be sent there any more.' };
  if (code >= 300 && code < 400)
    return { code, fault: 'redirect', message: 'It answered with another address, which is not followed.' };
  return { code, fault: 'status', message: `It answered ${code}.` };
}

/**
 * Makes a claimed attempt and records what came of it. `interrupted`: the process stops, nothing was recorded. `dropped`: it is not to be
 * sent any more. Throws `database_unavailable`; the attempt is then made again once the claim has run out.
 */
export async function attemptDelivery(
  { db, post, secrets, timeoutMs }: AttemptContext,
  claimed: ClaimedDelivery,
  stopping: AbortSignal,
): Promise<AttemptResult | 'interrupted' | 'dropped'> {
  const outgoing = await readOutgoing(db, claimed);
  if (outgoing === undefined) return 'dropped';
  const { orgId, id } = claimed;
  const of = { orgId, id: outgoing.webhookId };
  const keys = [outgoing.sealed, outgoing.previous_sealed]
    .filter((sealed) => sealed !== null)
    .map((sealed) => secrets.open(sealed, of))
    .filter((secret) => secret !== null);
  const at = new Date();
  const record = (kept: Omit<KeptTry, 'at'>, retryAfterMs: number | null = null): Promise<AttemptResult> =>
    recordAttempt(
      db,
      { ...claimed, webhookId: outgoing.webhookId, event: outgoing.event },
      { at: at.toISOString(), ...kept },
      retryAfterMs,
    );
  if (keys.length === 0) {
    return record({ fault: 'broken', message: 'The signing secret cannot be opened any more: make another one.' });
  }
  const headers = signedHeaders(id, outgoing.payload, keys, at);
  const started = performance.now();
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(timeoutMs)]);
  const answer = await post(new URL(outgoing.url), { headers, body: outgoing.payload, signal });
  const latencyMs = Math.round(performance.now() - started);
  if ('fault' in answer && stopping.aborted) return 'interrupted';
  const response = 'body' in answer ? { response: maskAnswer(answer.body, keys, headers) } : {};
  const retryAfterMs = 'retryAfter' in answer ? readRetryAfter(answer.retryAfter, Date.now()) : null;
  return record({ latencyMs, ...judge(answer), ...response }, retryAfterMs);
}
