import type { PortalFormat } from '@sri/shared/protocol/api/providers.ts';
import type { Database, Sql } from '../../db/transaction.ts';
import { notFound, type Caller } from '../../http/route.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { findProvider } from './provider-store.ts';

export const NO_FORMAT: PortalFormat = { decimal: null, dateOrder: null };

type FormatRow = PortalFormat & { providerId: string };

/** The formats that the transaction's organisation chose, by portal. */
export async function findFormats(sql: Sql): Promise<Map<string, PortalFormat>> {
  const rows = await sql.rows<FormatRow>(
    'select provider_id as "providerId", decimal, date_order as "dateOrder" from portal_formats',
  );
  return new Map(rows.map(({ providerId, ...format }) => [providerId, format]));
}

/** Says how a portal writes values, for the executions that are asked for from now on. Throws `not_found`. */
export async function chooseFormat(
  db: Database,
  caller: Caller,
  providerId: string,
  format: PortalFormat,
): Promise<void> {
  const { orgId, userId: actorId } = caller;
  await db.inOrg(orgId, async (sql) => {
    const provider = await findProvider(sql, providerId);
    if (provider === undefined) throw notFound('There is no such provider.');
    await sql.run(
      `insert into portal_formats (org_id, provider_id, decimal, date_order) values ($1, $2, $3, $4)
       on conflict (org_id, provider_id) do update set decimal = $3, date_order = $4, updated_at = now()`,
      [orgId, providerId, format.decimal, format.dateOrder],
    );
    const details = { slug: provider.slug, ...format };
    await recordAudit(sql, { orgId, actorId, action: 'provider.format', subject: providerId, details });
  });
}
