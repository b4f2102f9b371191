import { AppError } from '@sri/shared/errors.ts';
import { newId } from '@sri/shared/model/ids.ts';
import type { WebhookEvent } from '@sri/shared/model/webhook.ts';
import { MOST_WEBHOOKS, type Webhook } from '@sri/shared/protocol/api/webhooks.ts';
import type { Database, Sql } from '../../db/transaction.ts';
import { notFound, type Caller } from '../../http/route.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { checkAddress, type AddressRules } from './check-address.ts';
import { newSigningSecret, OVERLAP_HOURS, type SecretKeeper } from './signing-secret.ts';
import { disableWebhook, findWebhook, lockWebhook } from './webhook-store.ts';

export interface WebhookContext {
  db: Database;
  secrets: SecretKeeper;
  rules: AddressRules;
  /** After a commit: something is to be sent. Must not throw and must not wait. */
  deliveriesDue: () => void;
}

export interface WebhookWish {
  name: string;
  url: string;
  events: WebhookEvent[];
}

type Changes = { [K in keyof WebhookWish]?: WebhookWish[K] | undefined } & { enabled?: boolean | undefined };

export async function foundWebhook(sql: Sql, id: string): Promise<Webhook> {
  const webhook = await findWebhook(sql, id);
  if (webhook === undefined) throw notFound('There is no such webhook.');
  return webhook;
}

/** An address without what may be secret in it. */
const told = (url: string): string => new URL(url).origin;

/** Adds an endpoint. Throws `invalid_request` for an address that may not be reached, `conflict` where there are too many. */
export function createWebhook(
  { db, secrets, rules }: WebhookContext,
  { orgId, userId }: Caller,
  { name, url, events }: WebhookWish,
): Promise<Webhook & { secret: string }> {
  const address = checkAddress(url, rules);
  const id = newId();
  const secret = newSigningSecret();
  return db.inOrg(orgId, async (sql) => {
    await sql.run(
      `insert into webhooks (org_id, id, name, url, events, sealed, created_by) values ($1, $2, $3, $4, $5, $6, $7)`,
      [orgId, id, name, address, events, secrets.seal(secret, { orgId, id }), userId],
    );
    const count = await sql.row<{ n: number }>('select count(*)::int as n from webhooks');
    if ((count?.n ?? 0) > MOST_WEBHOOKS) {
      throw new AppError('conflict', `An organisation has at most ${MOST_WEBHOOKS} webhooks.`, {
        hint: 'Delete those that nothing needs any more.',
      });
    }
    const details = { name, url: told(address), events };
    await recordAudit(sql, { orgId, actorId: userId, action: 'webhook.created', subject: id, details });
    return { ...(await foundWebhook(sql, id)), secret };
  });
}

/** Changes what is sent. Throws `not_found`, `invalid_request`. */
export function changeWebhook(
  { db, rules }: WebhookContext,
  { orgId, userId }: Caller,
  id: string,
  { enabled, ...changes }: Changes,
): Promise<Webhook> {
  const url = changes.url === undefined ? undefined : checkAddress(changes.url, rules);
  return db.inOrg(orgId, async (sql) => {
    if (!(await lockWebhook(sql, id))) throw notFound('There is no such webhook.');
    await sql.run(
      `update webhooks set name = coalesce($2, name), url = coalesce($3, url), events = coalesce($4, events),
         failing_since = case when $3::text <> url then null else failing_since end, updated_at = now() where id = $1`,
      [id, changes.name ?? null, url ?? null, changes.events ?? null],
    );
    if (enabled === false) await disableWebhook(sql, id, 'person');
    if (enabled === true) {
      await sql.run(
        'update webhooks set disabled_at = null, disabled_reason = null, failing_since = null where id = $1',
        [id],
      );
    }
    const details = { ...changes, ...(url === undefined ? {} : { url: told(url) }), enabled };
    await recordAudit(sql, { orgId, actorId: userId, action: 'webhook.changed', subject: id, details });
    return foundWebhook(sql, id);
  });
}

/** Deletes an endpoint and all its deliveries. Throws `not_found`. */
export function deleteWebhook({ db }: WebhookContext, { orgId, userId }: Caller, id: string): Promise<void> {
  return db.inOrg(orgId, async (sql) => {
    const gone = await sql.row<{ name: string }>('delete from webhooks where id = $1 returning name', [id]);
    if (gone === undefined) throw notFound('There is no such webhook.');
    const details = { name: gone.name };
    await recordAudit(sql, { orgId, actorId: userId, action: 'webhook.deleted', subject: id, details });
  });
}

/** Gives it another secret; the one until now signs beside it for a day, the one before that no more. Throws `not_found`. */
export function rotateSecret(
  { db, secrets }: WebhookContext,
  { orgId, userId }: Caller,
  id: string,
): Promise<Webhook & { secret: string }> {
  const secret = newSigningSecret();
  return db.inOrg(orgId, async (sql) => {
    const changed = await sql.run(
      `update webhooks set previous_sealed = sealed, previous_until = now() + $3 * interval '1 hour', sealed = $2,
         updated_at = now() where id = $1`,
      [id, secrets.seal(secret, { orgId, id }), OVERLAP_HOURS],
    );
    if (changed === 0) throw notFound('There is no such webhook.');
    await recordAudit(sql, { orgId, actorId: userId, action: 'webhook.secret_changed', subject: id });
    return { ...(await foundWebhook(sql, id)), secret };
  });
}
