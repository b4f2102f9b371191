import { afterAll, beforeAll, expect, test } from 'vitest';
import { testServices } from '../../infrastructure/test/test-services.ts';
import { AppError } from '@sri/shared/errors.ts';
import { newId } from '@sri/shared/model/ids.ts';
import { startTestDatabase, type TestDatabase } from '../test/database.ts';
import { createDatabase } from './transaction.ts';
import { seededRandom } from '../test/seeded-random.ts';

let database: TestDatabase;
const orgs = [newId(), newId()];

beforeAll(async () => {
  database = await startTestDatabase(testServices().postgresAdminUrl, { poolMax: 1 });
  for (const [index, id] of orgs.entries()) {
    await database.db.inOrg(id, (sql) =>
      sql.run('insert into organisations (id, name) values ($1, $2)', [id, `Firma ${index}`]),
    );
  }
});
afterAll(async () => {
  await database.close();
});

class Abort extends Error {}

test('R31 one connection, 1,000 interleaved requests of two organisations: never a foreign row', async () => {
  const random = seededRandom(31);
  const counts = { read: 0, aborted: 0, timedOut: 0 };
  const foreign: string[] = [];
  const request = async (orgId: string, fate: number): Promise<void> => {
    await database.db.inOrg(orgId, async (sql) => {
      const rows = await sql.rows<{ id: string }>('select id from organisations');
      foreign.push(...rows.filter(({ id }) => id !== orgId).map(({ id }) => id));
      expect(rows).toHaveLength(1);
      if (fate < 0.1) throw new Abort();
      if (fate < 0.15) {
        await sql.run('set local statement_timeout = 1');
        await sql.rows('select pg_sleep(5)');
      }
      await sql.run('update organisations set name = name where id = $1', [orgId]);
    });
  };
  // Twenty at a time want the one connection: more would only wait longer than a request may.
  const lane = async (): Promise<void> => {
    for (let turn = 0; turn < 50; turn += 1) {
      const orgId = orgs[random() < 0.5 ? 0 : 1] as string;
      try {
        await request(orgId, random());
        counts.read += 1;
      } catch (error) {
        if (error instanceof Abort) counts.aborted += 1;
        else if (error instanceof AppError && error.code === 'database_unavailable') counts.timedOut += 1;
        else throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: 20 }, lane));
  expect(foreign).toEqual([]);
  expect(counts.read).toBeGreaterThan(700);
  expect(counts.aborted).toBeGreaterThan(50);
  expect(counts.timedOut).toBeGreaterThan(20);
  expect(counts.read + counts.aborted + counts.timedOut).toBe(1000);
});

test('R31 after its release a connection has no organisation, and sees no rows rather than an error', async () => {
  await database.db.inOrg(orgs[0] as string, (sql) => sql.rows('select 1'));
  const { rows } = await database.pool.query<{ org: string }>("select current_setting('app.org_id', true) as org");
  expect(rows).toEqual([{ org: '' }]);
  const seen = await database.db.inOrg(null, (sql) => sql.rows('select id from organisations'));
  expect(seen).toEqual([]);
});

test('what is no id never reaches a statement', async () => {
  const injected = `'; select set_config('app.org_id', '${orgs[0]}', false); --`;
  await expect(database.db.inOrg(injected, (sql) => sql.rows('select 1'))).rejects.toThrow("not an organisation's id");
});

test('a statement that failed and was swallowed does not end as a success', async () => {
  const orgId = newId();
  const work = database.db.inOrg(orgId, async (sql) => {
    await sql.run('insert into organisations (id, name) values ($1, $2)', [orgId, 'Firma']);
    await sql.run('select 1/0').catch(() => undefined);
  });
  await expect(work).rejects.toThrow('nothing of it was kept');
  const kept = await database.admin.query('select 1 from organisations where id = $1', [orgId]);
  expect(kept.rowCount).toBe(0);
});

test('a migration under a connection that is in use costs one request, which is told to try again', async () => {
  const { db, admin } = database;
  await admin.query('create table notes (id integer, word text); grant select on notes to sri_api');
  await admin.query("insert into notes values (1, 'soja')");
  const read = () => db.inOrg(null, (sql) => sql.rows('select * from notes where id = $1', [1]));
  expect(await read()).toEqual([{ id: 1, word: 'soja' }]);
  await admin.query('alter table notes add column grade integer');
  await expect(read()).rejects.toMatchObject({ code: 'database_unavailable' });
  expect(await read()).toEqual([{ id: 1, word: 'soja', grade: null }]);
  await admin.query('drop table notes');
});

test('what is sent without waiting is kept with the commit, in its order', async () => {
  const orgId = newId();
  await database.db.inOrg(orgId, async (sql) => {
    sql.send('insert into organisations (id, name) values ($1, $2)', [orgId, 'Uno']);
    sql.send('update organisations set name = name || $2 where id = $1', [orgId, ' y dos']);
    expect(await sql.row('select name from organisations where id = $1', [orgId])).toEqual({ name: 'Uno y dos' });
    sql.send('update organisations set name = name || $2 where id = $1', [orgId, ' y tres']);
  });
  const kept = await database.admin.query('select name from organisations where id = $1', [orgId]);
  expect(kept.rows).toEqual([{ name: 'Uno y dos y tres' }]);
});

test('where something that was sent fails, its error is the transaction’s and nothing is kept', async () => {
  const orgId = newId();
  const insert = 'insert into organisations (id, name) values ($1, $2)';
  const work = database.db.inOrg(orgId, (sql) => {
    sql.send(insert, [orgId, 'Uno']);
    sql.send(insert, [orgId, 'Otra vez']);
    sql.send('update organisations set name = $2 where id = $1', [orgId, 'Nunca']);
    return Promise.resolve();
  });
  await expect(work).rejects.toMatchObject({ code: '23505' });
  const kept = await database.admin.query('select 1 from organisations where id = $1', [orgId]);
  expect(kept.rowCount).toBe(0);
  expect(await database.db.inOrg(orgs[0] as string, (sql) => sql.rows('select id from organisations'))).toEqual([
    { id: orgs[0] },
  ]);
});

test('a connection that is lost between what was sent and the commit says that it is not known what was kept', async () => {
  const asked = database.db.inOrg(orgs[0] as string, async (sql) => {
    const self = await sql.row<{ pid: number }>('select pg_backend_pid() as pid');
    sql.send('select pg_terminate_backend($1)', [self?.pid]);
  });
  await expect(asked).rejects.toMatchObject({
    code: 'database_unavailable',
    hint: expect.stringContaining('look whether it was saved') as string,
  });
});

test('M12 connections that the server ends are errors of their requests, not of the process', async () => {
  const asked = database.db.inOrg(orgs[0] as string, async (sql) => {
    const self = await sql.row<{ pid: number }>('select pg_backend_pid() as pid');
    await database.admin.query('select pg_terminate_backend($1)', [self?.pid]);
    return sql.rows('select pg_sleep(5)');
  });
  await expect(asked).rejects.toMatchObject({ code: 'database_unavailable', retryAfterSeconds: 5 });
  const again = await database.db.inOrg(orgs[0] as string, (sql) => sql.rows('select id from organisations'));
  expect(again).toEqual([{ id: orgs[0] }]);
});

test('an idle connection that the server ends is replaced', async () => {
  await database.admin.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = 'sri_api'",
  );
  const seen = await database.db
    .inOrg(orgs[1] as string, (sql) => sql.rows('select id from organisations'))
    .catch(
      // The pool had not heard of it yet: the next request gets a new connection.
      () => database.db.inOrg(orgs[1] as string, (sql) => sql.rows('select id from organisations')),
    );
  expect(seen).toEqual([{ id: orgs[1] }]);
});

test('a write that row level security refuses is told, so that the monitoring can count it', async () => {
  let denied = 0;
  const db = createDatabase(database.pool, { onDenied: () => (denied += 1) });
  const into = (owner: string): Promise<number> =>
    db.inOrg(orgs[0] as string, (sql) =>
      sql.run("insert into org_secrets (org_id, name, sealed, updated_by) values ($1, 'a', 'b', $1)", [owner]),
    );
  await expect(db.inOrg(orgs[0] as string, (sql) => sql.run('drop table jobs'))).rejects.toThrow('must be owner');
  expect(denied).toBe(0);
  await expect(into(orgs[1] as string)).rejects.toThrow('row-level security');
  expect(denied).toBe(1);
});
