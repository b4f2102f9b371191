import type { Provider } from '@sri/shared/model/provider.ts';
import type { Sql } from '../../db/transaction.ts';

interface ProviderRow {
  id: string;
  slug: string;
  name: string;
  country: string | null;
  base_url: string | null;
  login_url: string | null;
  domains: string[];
  max_per_account: number;
  org_id: string | null;
}

const COLUMNS = 'id, slug, name, country, base_url, login_url, domains, max_per_account, org_id';

function toProvider(row: ProviderRow): Provider {
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    country: row.country,
    baseUrl: row.base_url,
    loginUrl: row.login_url,
    domains: row.domains,
    maxPerAccount: row.max_per_account,
    orgId: row.org_id,
  };
}

/** The catalogue and what the transaction's organisation has of its own. */
export async function findProviders(sql: Sql): Promise<Provider[]> {
  const rows = await sql.rows<ProviderRow>(`select ${COLUMNS} from providers order by org_id nulls first, name, id`);
  return rows.map(toProvider);
}

export async function findProvider(sql: Sql, id: string): Promise<Provider | undefined> {
  const row = await sql.row<ProviderRow>(`select ${COLUMNS} from providers where id = $1`, [id]);
  return row === undefined ? undefined : toProvider(row);
}

/** By the catalogue or the organisation itself. */
export async function isSlugTaken(sql: Sql, slug: string): Promise<boolean> {
  return (await sql.row('select 1 from providers where slug = $1', [slug])) !== undefined;
}

export async function insertProvider(sql: Sql, provider: Provider): Promise<void> {
  await sql.run(
    `insert into providers (id, slug, name, country, base_url, login_url, domains, max_per_account, org_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      provider.id,
      provider.slug,
      provider.name,
      provider.country,
      provider.baseUrl,
      provider.loginUrl,
      provider.domains,
      provider.maxPerAccount,
      provider.orgId,
    ],
  );
}

export async function writeProvider(sql: Sql, provider: Provider): Promise<void> {
  await sql.run(
    `update providers set name = $2, country = $3, base_url = $4, login_url = $5, domains = $6, max_per_account = $7
     where id = $1`,
    [
      provider.id,
      provider.name,
      provider.country,
      provider.baseUrl,
      provider.loginUrl,
      provider.domains,
      provider.maxPerAccount,
    ],
  );
}
