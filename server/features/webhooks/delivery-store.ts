import type { DeliveryFault, DeliveryState } from '@sri/shared/model/webhook.ts';
import type { Delivery, DeliveryDetail, DeliveryTry } from '@sri/shared/protocol/api/webhooks.ts';
import type { Sql } from '../../db/transaction.ts';
import { invalidRequest, notFound } from '../../http/route.ts';
import { maskedHeaders } from './sign-message.ts';

/** One attempt as it is kept. */
export interface KeptTry {
  at: string;
  code?: number;
  latencyMs?: number;
  fault?: DeliveryFault;
  message?: string;
  response?: string;
}

interface DeliveryRow {
  id: string;
  event: string;
  job_id: string | null;
  state: DeliveryState;
  attempts: number;
  next_at: Date;
  created_at: Date;
  ended_at: Date | null;
  last: KeptTry | null;
}

const COLUMNS = 'id, event, job_id, state, attempts, next_at, created_at, ended_at, tries -> -1 as last';

function toDelivery(row: DeliveryRow): Delivery {
  return {
    id: row.id,
    event: row.event,
    jobId: row.job_id,
    state: row.state,
    attempts: row.attempts,
    code: row.last?.code ?? null,
    latencyMs: row.last?.latencyMs ?? null,
    fault: row.last?.fault ?? null,
    nextAttemptAt: row.state === 'waiting' ? row.next_at.toISOString() : null,
    createdAt: row.created_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
  };
}

function toTry({ at, code, latencyMs, fault, message, response }: KeptTry): DeliveryTry {
  return {
    at: new Date(at).toISOString(),
    code: code ?? null,
    latencyMs: latencyMs ?? null,
    fault: fault ?? null,
    message: message ?? null,
    response: response ?? null,
  };
}

export interface DeliveryFilter {
  state?: DeliveryState | undefined;
  cursor?: string | undefined;
  limit: number;
}

function readCursor(cursor: string): [string, string] {
  const [, micros, id] = /^(\d{1,16})\/([0-9a-f-]{36})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (micros !== undefined && id !== undefined) return [micros, id];
  throw invalidRequest([{ field: 'cursor', message: 'is not a cursor of this list; leave it out to begin anew' }]);
}

/** A page of an endpoint's deliveries, newest first. The cursor is the place of the last one: when it was made in µs, and id. */
export async function findDeliveries(
  sql: Sql,
  webhookId: string,
  { state, cursor, limit }: DeliveryFilter,
): Promise<{ items: Delivery[]; nextCursor: string | null }> {
  const [micros, id] = cursor === undefined ? [null, null] : readCursor(cursor);
  const rows = await sql.rows<DeliveryRow & { micros: string }>(
    `select ${COLUMNS}, (extract(epoch from created_at) * 1000000)::bigint::text as micros from webhook_deliveries
     where webhook_id = $1 and ($2::text is null or state = $2) and ($3::bigint is null or (created_at, id)
       < (timestamptz 'epoch' + $3::bigint * interval '1 microsecond', $4::uuid))
     order by created_at desc, id desc limit $5`,
    [webhookId, state ?? null, micros, id, limit + 1],
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const more = rows.length > limit && last !== undefined;
  const nextCursor = more ? Buffer.from(`${last.micros}/${last.id}`).toString('base64url') : null;
  return { items: page.map(toDelivery), nextCursor };
}

/** Throws `not_found`. */
export async function foundDelivery(sql: Sql, webhookId: string, id: string): Promise<DeliveryDetail> {
  const row = await sql.row<DeliveryRow & { payload: string; tries: KeptTry[] }>(
    `select ${COLUMNS}, payload, tries from webhook_deliveries where webhook_id = $1 and id = $2`,
    [webhookId, id],
  );
  if (row === undefined) throw notFound('There is no such delivery.');
  const request = { headers: maskedHeaders(id), body: row.payload };
  return { ...toDelivery(row), request, tries: row.tries.map(toTry) };
}
