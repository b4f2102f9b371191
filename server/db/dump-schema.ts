import type pg from 'pg';

type Queryable = Pick<pg.Client, 'query'>;

interface Section {
  title: string;
  /** One column `line`, in a fixed order. */
  sql: string;
}

const OURS = "n.nspname = 'public'";

const SECTIONS: Section[] = [
  {
    title: 'tables: owner, row level security (enabled, forced)',
    sql: `select format('%s %s %s %s', c.relname, pg_get_userbyid(c.relowner), c.relrowsecurity, c.relforcerowsecurity) as line
      from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${OURS} and c.relkind in ('r', 'p') order by c.relname`,
  },
  {
    title: 'columns',
    sql: `select format('%s.%s %s%s%s%s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
        case when a.attnotnull then ' not null' else '' end,
        case when a.attidentity <> '' then ' identity ' || a.attidentity::text else '' end,
        coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')) as line
      from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where ${OURS} and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped order by c.relname, a.attnum`,
  },
  {
    title: 'constraints',
    // Since version 18 "not null" is a constraint too; it stands with the columns.
    sql: `select format('%s %s %s', c.relname, k.conname, pg_get_constraintdef(k.oid)) as line
      from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
      where ${OURS} and k.contype <> 'n' order by c.relname, k.conname`,
  },
  {
    title: 'indexes',
    sql: `select indexdef as line from pg_indexes where schemaname = 'public' order by tablename, indexname`,
  },
  {
    title: 'policies',
    sql: `select format('%s %s for %s to %s using (%s) with check (%s)', tablename, policyname, lower(cmd),
        array_to_string(roles, ', '), qual, coalesce(with_check, '')) as line
      from pg_policies where schemaname = 'public' order by tablename, policyname`,
  },
  {
    title: 'functions',
    sql: `select pg_get_functiondef(p.oid) || format('owner %s', pg_get_userbyid(p.proowner)) as line
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace where ${OURS} order by p.proname`,
  },
  {
    title: 'triggers',
    sql: `select pg_get_triggerdef(t.oid) as line from pg_trigger t join pg_class c on c.oid = t.tgrelid
      join pg_namespace n on n.oid = c.relnamespace where ${OURS} and not t.tgisinternal order by c.relname, t.tgname`,
  },
  {
    title: 'rights on tables',
    sql: `select format('%s %s: %s', table_name, grantee, string_agg(lower(privilege_type), ', ' order by privilege_type)) as line
      from information_schema.role_table_grants where table_schema = 'public' and grantee like 'sri\\_%' and grantee <> 'sri_owner'
      group by table_name, grantee order by table_name, grantee`,
  },
  {
    title: 'rights on single columns',
    sql: `select format('%s.%s %s: %s', c.relname, a.attname, pg_get_userbyid(x.grantee), string_agg(lower(x.privilege_type), ', ' order by x.privilege_type)) as line
      from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      cross join aclexplode(a.attacl) x where ${OURS}
      group by c.relname, a.attname, a.attnum, x.grantee order by c.relname, a.attnum, pg_get_userbyid(x.grantee)`,
  },
  {
    title: 'rights on functions',
    sql: `select format('%s: %s', p.proname, string_agg(case x.grantee when 0 then 'public' else pg_get_userbyid(x.grantee)::text end, ', '
        order by x.grantee = 0 desc, pg_get_userbyid(x.grantee))) as line
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      cross join aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) x
      where ${OURS} and x.grantee <> p.proowner group by p.oid, p.proname order by p.proname`,
  },
];

/**
 * The schema in words, the same on every Postgres from 15 on: what `db/schema.sql` holds and the test compares. Made
 * from the catalogue, since pg_dump refuses servers that are newer than itself. Must run as an admin, who sees all rights.
 */
export async function dumpSchema(client: Queryable): Promise<string> {
  const parts: string[] = [];
  for (const { title, sql } of SECTIONS) {
    const { rows } = await client.query<{ line: string }>(sql);
    parts.push(`-- ${title}\n${rows.map(({ line }) => `${line}\n`).join('')}`);
  }
  return `-- What the migrations make, read from the catalogue by db/dump-schema.ts. Do not edit; the test writes it anew\n-- with UPDATE_SCHEMA=1.\n\n${parts.join('\n')}`;
}
