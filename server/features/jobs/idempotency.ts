import { AppError } from '@sri/shared/errors.ts';
import type { Sql } from '../../db/transaction.ts';
import type { Caller } from '../../http/route.ts';

export interface IdempotentCall {
  caller: Caller;
  /** As in `POST /api/run`. */
  route: string;
  key: string;
  /** SHA-256 hex of the body in its canonical form. */
  bodyHash: string;
}

interface SavedRow<A> {
  body_hash: string;
  response: A;
}

/**
 * Does `work` once per key and saves its answer in the same transaction (R25): the same call again gets the saved
 * answer, another body `idempotency_mismatch`, a call while the first is under way `idempotency_in_flight`. A call that
 * fails saves nothing. Keys are good for 24 hours.
 */
export async function onceForKey<A extends object>(sql: Sql, call: IdempotentCall, work: () => Promise<A>): Promise<A> {
  const id = [call.caller.orgId, call.caller.userId, call.route, call.key];
  // A lock of its own statement: the answer is looked up with a snapshot that is younger than the lock.
  const lock = await sql.row<{ had: boolean }>(
    `select pg_try_advisory_xact_lock(hashtextextended('idempotency ' || $1, 0)) as had`,
    [JSON.stringify(id)],
  );
  if (lock?.had !== true) {
    throw new AppError('idempotency_in_flight', 'The first call with this Idempotency-Key is still under way.', {
      hint: 'Send the same call again in a second; it will get the answer of the first one.',
      retryAfterSeconds: 1,
    });
  }
  const saved = await sql.row<SavedRow<A>>(
    `select body_hash, response from idempotency_keys
     where org_id = $1 and user_id = $2 and route = $3 and key = $4 and expires_at > now()`,
    id,
  );
  if (saved !== undefined) {
    if (saved.body_hash === call.bodyHash) return saved.response;
    throw new AppError('idempotency_mismatch', 'This Idempotency-Key was used for a call with another body.', {
      hint: 'Use a new key for a new call; a key stands for one call for 24 hours.',
      errors: [{ field: 'Idempotency-Key', message: 'used with another body' }],
    });
  }
  const answer = await work();
  await sql.run(
    `insert into idempotency_keys (org_id, user_id, route, key, body_hash, status, response)
     values ($1, $2, $3, $4, $5, 202, $6)
     on conflict (org_id, user_id, route, key) do update set body_hash = excluded.body_hash,
       status = excluded.status, response = excluded.response, created_at = now(), expires_at = excluded.expires_at`,
    [...id, call.bodyHash, JSON.stringify(answer)],
  );
  return answer;
}
