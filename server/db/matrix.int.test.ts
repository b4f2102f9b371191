// R32: every table x SELECT, INSERT, UPDATE, DELETE x own, other, no organisation, as the API's role. Tables, columns and
// rights come from the catalogue, so that a new table is tested, or fails for want of an entry.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testServices } from '../../infrastructure/test/test-services.ts';
import { FRESH_VALUES, seedEveryTable, type SeededOrg } from '../test/seed-every-table.ts';
import { startTestDatabase, type TestDatabase } from '../test/database.ts';
import type { Sql } from './transaction.ts';

interface Column {
  table_name: string;
  column_name: string;
  writable: boolean;
  updatable: boolean;
}

/** Which organisation a row belongs to, where the column has another name. */
const OWNER_COLUMN: Record<string, string> = { organisations: 'id', users: 'home_org_id' };
/** Postgres' words for "you may not" (also: the policy refuses the row). */
const FORBIDDEN = '42501';
/** The row may go as far as the policies are concerned, but others refer to it. */
const STILL_NEEDED = '23503';
/** The row may be written as far as the policies are concerned, but there is one. */
const DOUBLE = '23505';

let database: TestDatabase;
let own: SeededOrg;
let other: SeededOrg;
let columns: Column[];
const outcomes = { allowed: 0, refused: 0 };

class Undo extends Error {}

/** Runs the work as the API in a transaction of that organisation and undoes it; gives its result or the SQLSTATE. */
async function attempt<T>(orgId: string | null, work: (sql: Sql) => Promise<T>): Promise<T | string> {
  let result: T | undefined;
  try {
    await database.db.inOrg(orgId, async (sql) => {
      result = await work(sql);
      throw new Undo();
    });
  } catch (error) {
    if (!(error instanceof Undo)) return String((error as { code?: unknown }).code);
  }
  return result as T;
}

async function hasRight(table: string, right: string): Promise<boolean> {
  const { rows } = await database.admin.query<{ yes: boolean }>(
    "select has_table_privilege('sri_api', $1, $2) or ($2 = 'UPDATE' and has_any_column_privilege('sri_api', $1, $2)) as yes",
    [table, right],
  );
  return rows[0]?.yes ?? false;
}

async function rowOf(table: string, orgId: string): Promise<Record<string, unknown>> {
  const { rows } = await database.admin.query<{ row: Record<string, unknown> }>(
    `select to_jsonb(t) as row from ${table} t where ${OWNER_COLUMN[table] ?? 'org_id'} = $1 limit 1`,
    [orgId],
  );
  if (rows[0] === undefined) throw new Error(`seedEveryTable writes no row into ${table}`);
  return rows[0].row;
}

function insert(sql: Sql, table: string, row: Record<string, unknown>): Promise<number> {
  const names = columns
    .filter(({ table_name: of, writable }) => of === table && writable)
    .map((one) => one.column_name);
  const list = names.join(', ');
  return sql.run(`insert into ${table} (${list}) select ${list} from jsonb_populate_record(null::${table}, $1)`, [
    JSON.stringify(row),
  ]);
}

function count(result: unknown): void {
  if (typeof result === 'number' && result > 0) outcomes.allowed += 1;
  else outcomes.refused += 1;
}

async function tables(): Promise<string[]> {
  const { rows } = await database.admin.query<{ name: string }>(
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname <> 'schema_migrations' order by 1",
  );
  return rows.map(({ name }) => name);
}

beforeAll(async () => {
  database = await startTestDatabase(testServices().postgresAdminUrl);
  own = await seedEveryTable(database.admin);
  other = await seedEveryTable(database.admin);
  const { rows } = await database.admin.query<Column>(
    `select c.relname as table_name, a.attname as column_name, a.attidentity = '' as writable,
       has_column_privilege('sri_api', c.oid, a.attnum, 'UPDATE') as updatable
     from pg_attribute a join pg_class c on c.oid = a.attrelid
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped`,
  );
  columns = rows;
});
afterAll(async () => {
  await database.close();
});

test('R32 every table of the catalogue has an entry', async () => {
  expect(Object.keys(FRESH_VALUES).toSorted()).toEqual(await tables());
});

describe.each(Object.keys(FRESH_VALUES))('R32 %s', (table) => {
  const owner = OWNER_COLUMN[table] ?? 'org_id';
  const countIn = (org: string | null, of: string) =>
    attempt(org, async (sql) => {
      const row = await sql.row<{ n: number }>(`select count(*)::int as n from ${table} where ${owner} = $1`, [of]);
      return row?.n ?? 0;
    });

  test('SELECT shows the own rows and no others', async () => {
    const seen = [
      await countIn(own.orgId, own.orgId),
      await countIn(own.orgId, other.orgId),
      await countIn(null, own.orgId),
    ];
    seen.forEach(count);
    expect(seen).toEqual([1, 0, 0]);
    const all = await attempt(own.orgId, (sql) => sql.rows<Record<string, unknown>>(`select * from ${table}`));
    const foreign = (all as Record<string, unknown>[]).filter(
      (row) => ![own.orgId, null].includes(row[owner] as string),
    );
    expect(foreign).toEqual([]);
  });

  test('INSERT takes own rows only', async () => {
    const fresh = FRESH_VALUES[table]?.() ?? {};
    const ownRow = { ...(await rowOf(table, own.orgId)), ...fresh };
    const otherRow = { ...(await rowOf(table, other.orgId)), ...fresh };
    const asOther = await attempt(own.orgId, (sql) => insert(sql, table, otherRow));
    const asNobody = await attempt(null, (sql) => insert(sql, table, ownRow));
    [asOther, asNobody].forEach(count);
    expect([asOther, asNobody]).toEqual([FORBIDDEN, FORBIDDEN]);
    // An organisation's own row is itself: a second one belongs to the organisation of that id.
    const within = table === 'organisations' ? String(ownRow['id']) : own.orgId;
    const asOwn = await attempt(within, (sql) => insert(sql, table, ownRow));
    count(asOwn);
    const expected = (await hasRight(table, 'INSERT')) ? [1, DOUBLE] : [FORBIDDEN];
    expect(expected).toContain(asOwn);
  });

  test('UPDATE changes own rows only, and only where that is granted', async () => {
    const column = columns.find((one) => one.table_name === table && one.updatable)?.column_name ?? owner;
    const change = (of: string) => (sql: Sql) =>
      sql.run(`update ${table} set ${column} = ${column} where ${owner} = $1`, [of]);
    const seen = [
      await attempt(own.orgId, change(own.orgId)),
      await attempt(own.orgId, change(other.orgId)),
      await attempt(null, change(own.orgId)),
    ];
    seen.forEach(count);
    expect(seen).toEqual((await hasRight(table, 'UPDATE')) ? [1, 0, 0] : [FORBIDDEN, FORBIDDEN, FORBIDDEN]);
  });

  test('UPDATE cannot give a row away', async () => {
    const moved = await attempt(own.orgId, (sql) =>
      sql.run(`update ${table} set ${owner} = $2 where ${owner} = $1`, [own.orgId, other.orgId]),
    );
    count(moved);
    expect(moved).toBe(FORBIDDEN);
  });

  test('DELETE removes own rows only, and only where that is granted', async () => {
    const remove = (of: string) => (sql: Sql) => sql.run(`delete from ${table} where ${owner} = $1`, [of]);
    const mine = await attempt(own.orgId, remove(own.orgId));
    const foreign = [await attempt(own.orgId, remove(other.orgId)), await attempt(null, remove(own.orgId))];
    [mine, ...foreign].forEach(count);
    const granted = await hasRight(table, 'DELETE');
    expect(granted ? [1, STILL_NEEDED] : [FORBIDDEN]).toContain(mine);
    expect(foreign).toEqual(granted ? [0, 0] : [FORBIDDEN, FORBIDDEN]);
  });
});

test("R33 another organisation's provider cannot be referred to, whoever writes", async () => {
  const foreign = await rowOf('providers', other.orgId);
  for (const table of ['connected_providers', 'flows']) {
    const row = { ...(await rowOf(table, own.orgId)), ...FRESH_VALUES[table]?.(), provider_id: foreign['id'] };
    expect(await attempt(own.orgId, (sql) => insert(sql, table, row))).toBe(STILL_NEEDED);
    await expect(
      database.admin.query(`update ${table} set provider_id = $1 where org_id = $2`, [foreign['id'], own.orgId]),
    ).rejects.toMatchObject({ code: STILL_NEEDED, constraint: `${table}_provider_is_ours` });
  }
});

test('R32 the matrix has seen both answers often', () => {
  expect(outcomes.allowed).toBeGreaterThan(30);
  expect(outcomes.refused).toBeGreaterThan(100);
});
