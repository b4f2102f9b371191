import type { RelayDatabase } from '../../db/transaction.ts';

/** An attempt that this process is to make. `attempt` is its number, and the fence of what is recorded of it. */
export interface ClaimedDelivery {
  orgId: string;
  id: string;
  attempt: number;
}

export interface ClaimLimits {
  /** How many more this process sends at once. */
  free: number;
  /** Attempts under way at one endpoint and in one organisation, by all control planes together. */
  perEndpoint: number;
  perOrg: number;
  /** How long whoever claims has for it, in ms: after that somebody else makes the attempt. */
  leaseMs: number;
}

// The endpoints that have anything waiting are walked by the index, so that one with a long queue costs no more than others. Each
// organisation gets one before any gets a second.
const CLAIM = `
  with recursive hooks (id) as (
    (select webhook_id from webhook_deliveries where state = 'waiting' order by webhook_id limit 1)
    union all
    select (select d.webhook_id from webhook_deliveries d where d.state = 'waiting' and d.webhook_id > h.id
      order by d.webhook_id limit 1)
    from hooks h where h.id is not null
  ), busy as (
    select h.id, w.org_id, under_way.n, sum(under_way.n) over (partition by w.org_id) as org_n
    from hooks h join webhooks w on w.id = h.id cross join lateral (
      select count(*) as n from webhook_deliveries c
      where c.webhook_id = h.id and c.state = 'waiting' and c.claimed_until > now()
        and c.next_at <= now() + $4 * interval '1 millisecond') under_way
  ), due as (
    select b.org_id, d.id, d.next_at, d.place, b.org_n
    from busy b cross join lateral (
      select id, next_at, row_number() over (order by next_at, id) as place from webhook_deliveries
      where webhook_id = b.id and state = 'waiting' and next_at <= now() order by next_at, id limit $2) d
    where d.place + b.n <= $2
  ), turns as (
    select org_id, id, next_at, org_n, row_number() over (partition by org_id order by place, next_at) as turn from due
  ), taken as (
    select d.org_id, d.id from webhook_deliveries d
    join (select org_id, id, turn from turns where turn + org_n <= $3 order by turn, next_at limit $1) t
      on t.org_id = d.org_id and t.id = d.id
    where d.state = 'waiting' and d.next_at <= now() for update of d skip locked
  )
  update webhook_deliveries d set attempts = d.attempts + 1, next_at = now() + $4 * interval '1 millisecond',
    claimed_until = now() + $4 * interval '1 millisecond'
  from taken t where d.org_id = t.org_id and d.id = t.id
  returning d.org_id as "orgId", d.id, d.attempts as attempt`;

/** Claims what is due, fairly over organisations; two control planes never claim the same at once. */
export function claimDeliveries(
  relay: RelayDatabase,
  { free, perEndpoint, perOrg, leaseMs }: ClaimLimits,
): Promise<ClaimedDelivery[]> {
  return relay.ask<ClaimedDelivery>(CLAIM, [free, perEndpoint, perOrg, leaseMs]);
}

/** Puts back what was claimed and not sent, as when the process stops. */
export async function giveBackDelivery(relay: RelayDatabase, { orgId, id, attempt }: ClaimedDelivery): Promise<void> {
  await relay.ask(
    `update webhook_deliveries set attempts = attempts - 1, next_at = now(), claimed_until = null
     where org_id = $1 and id = $2 and attempts = $3 and state = 'waiting'`,
    [orgId, id, attempt],
  );
}

/** Deliveries that are due and not under way, and for how long the first of them has been, in ms. */
export async function webhookLag(relay: RelayDatabase): Promise<{ waiting: number; oldestDueMs: number }> {
  const [lag] = await relay.ask<{ waiting: number; oldest_ms: number | null }>(
    `select count(*)::int as waiting, (extract(epoch from now() - min(next_at)) * 1000)::float8 as oldest_ms
     from webhook_deliveries where state = $1`,
    ['waiting'],
  );
  return { waiting: lag?.waiting ?? 0, oldestDueMs: Math.max(0, lag?.oldest_ms ?? 0) };
}
