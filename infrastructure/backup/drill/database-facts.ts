import pg from 'pg';

/** What must be the same before and after, and what is compared row by row. */
export interface DatabaseFacts {
  /** Table to number of rows. */
  rows: Record<string, number>;
  /** Every table's guard, policy and right, and what roles may, as one text. */
  guards: string;
}

const GUARDS = `
  select string_agg(line, E'\n' order by line) as guards from (
    select format('%s rls=%s force=%s', relname, relrowsecurity, relforcerowsecurity) as line
      from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
    union all select format('%s %s %s using %s check %s', tablename, policyname, cmd, qual, with_check) from pg_policies
    union all select format('%s %s %s %s', table_name, column_name, grantee, privilege_type)
      from information_schema.column_privileges where table_schema = 'public'
    union all select format('role %s super=%s bypass=%s replication=%s', rolname, rolsuper, rolbypassrls, rolreplication)
      from pg_roles where rolname like 'sri%'
  ) as all_of_them`;

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function tablesOf(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1",
  );
  return rows.map(({ name }) => name);
}

export function readFacts(adminUrl: string): Promise<DatabaseFacts> {
  return withClient(adminUrl, async (client) => {
    const rows: Record<string, number> = {};
    for (const table of await tablesOf(client)) {
      const counted = await client.query<{ count: number }>(`select count(*)::int as count from ${table}`);
      rows[table] = counted.rows[0]?.count ?? 0;
    }
    const { rows: guards } = await client.query<{ guards: string }>(GUARDS);
    return { rows, guards: guards[0]?.guards ?? '' };
  });
}

/** A query of the admin's. */
export function query<R extends pg.QueryResultRow>(
  adminUrl: string,
  sql: string,
  values: unknown[] = [],
): Promise<R[]> {
  return withClient(adminUrl, async (client) => (await client.query<R>(sql, values)).rows);
}

/**
 * Looks through every table of organisations as the API's role: with nobody's organisation set, and with each one's. What
 * is wrong, in words; and in how many places it was looked.
 */
export function leaks(apiUrl: string, orgIds: readonly string[]): Promise<{ found: string[]; looked: number }> {
  return withClient(apiUrl, async (client) => {
    const found: string[] = [];
    let looked = 0;
    const { rows: tables } = await client.query<{ name: string }>(
      `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'org_id'
         where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnotnull
         and has_column_privilege(c.oid, a.attnum, 'select') order by 1`,
    );
    for (const { name } of tables) {
      for (const own of ['', ...orgIds]) {
        await client.query('begin');
        await client.query("select set_config('app.org_id', $1, true)", [own]);
        const { rows } = await client.query<{ foreign: number; own: number }>(
          `select count(*) filter (where org_id::text <> $1)::int as foreign, count(*)::int as own from ${name}`,
          [own],
        );
        await client.query('rollback');
        looked += 1;
        if ((rows[0]?.foreign ?? 0) > 0) found.push(`${name}: ${own === '' ? 'nobody' : own} sees rows of others`);
        if (name === 'jobs' && own !== '' && rows[0]?.own === 0) found.push(`jobs: ${own} does not see its own`);
      }
    }
    return { found, looked };
  });
}
