import type { Database, Sql } from '../../db/transaction.ts';
import type { SecretKeeper } from './signing-secret.ts';

/** For how long deliveries can be looked at and sent again, in days. */
const KEPT_DAYS = 30;

interface Kept {
  id: string;
  sealed: string;
  previous_sealed: string | null;
}

/** The key that sealed it goes one day, and the secret stays. */
async function resealOne(sql: Sql, secrets: SecretKeeper, orgId: string, { id, ...kept }: Kept): Promise<void> {
  const again = (sealed: string | null): string | null =>
    sealed === null ? null : secrets.reseal(sealed, { orgId, id });
  const [sealed, previous] = [again(kept.sealed), again(kept.previous_sealed)];
  if (sealed === null && previous === null) return;
  await sql.run(
    `update webhooks set sealed = coalesce($4, sealed), previous_sealed = coalesce($5, previous_sealed)
     where id = $1 and sealed = $2 and previous_sealed is not distinct from $3`,
    [id, kept.sealed, kept.previous_sealed, sealed, previous],
  );
}

/** For one organisation: forgets old deliveries and former secrets, and seals anew what a former key sealed. */
export function tidyWebhooks(db: Database, secrets: SecretKeeper, orgId: string): Promise<void> {
  return db.inOrg(orgId, async (sql) => {
    await sql.run(
      `delete from webhook_deliveries where state <> 'waiting' and created_at < now() - $1 * interval '1 day'`,
      [KEPT_DAYS],
    );
    await sql.run('update webhooks set previous_sealed = null, previous_until = null where previous_until <= $1', [
      new Date(),
    ]);
    const all = await sql.rows<Kept>('select id, sealed, previous_sealed from webhooks');
    for (const one of all) await resealOne(sql, secrets, orgId, one);
  });
}
