import pg from 'pg';
import { hitsIn, type Canary, type Hit } from './canary.ts';

/** Looks through every row of every table of the database, as text. Needs a superuser, whom no policy holds back. */
export async function searchPostgres(
  adminUrl: string,
  canaries: readonly Canary[],
): Promise<{ hits: Hit[]; rows: Record<string, number> }> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema') or tablename in ('pg_authid', 'pg_db_role_setting')`,
    );
    const hits: Hit[] = [];
    const rows: Record<string, number> = {};
    for (const { name } of tables.rows) {
      const found = await client.query<{ text: string }>(`select row_to_json(t)::text as text from ${name} t`);
      rows[name] = found.rows.length;
      hits.push(...hitsIn(`postgres ${name}`, found.rows.map(({ text }) => text).join('\n'), canaries));
    }
    return { hits, rows };
  } finally {
    await client.end();
  }
}
