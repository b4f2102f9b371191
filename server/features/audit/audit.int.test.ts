import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listAudit, verifyAudit } from '@sri/shared/protocol/api/audit.ts';
import { createTestApp, type TestApp } from '../../test/app.ts';
import type { TestUser } from '../../test/factories.ts';
import { recordAudit } from './record-audit.ts';

let app: TestApp;
let admin: TestUser;

beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

/** An organisation with eleven entries: its registration, and ten of the test. */
async function orgWithEntries(): Promise<TestUser> {
  const user = await app.registerOrg();
  const { orgId, userId: actorId } = user;
  for (let count = 1; count <= 10; count += 1) {
    await app.database.db.inOrg(orgId, (sql) =>
      recordAudit(sql, {
        orgId,
        actorId,
        action: 'test.counted',
        subject: `${count}`,
        details: { count, text: 'año 1:2' },
      }),
    );
  }
  return user;
}

const verify = () => app.use(verifyAudit, { token: admin.token });
/** As somebody with all rights on the database, past the trigger that numbers entries. */
const tamper = (sql: string, values: unknown[] = []) => app.database.admin.query(sql, [admin.orgId, ...values]);

describe('R41', () => {
  beforeAll(async () => {
    admin = await orgWithEntries();
  });

  test('an untouched chain is whole, and the list shows it newest first, page by page', async () => {
    const state = await verify();
    expect(state).toMatchObject({ ok: true, entries: 11, broken: null });
    const page = await app.use(listAudit, { token: admin.token, query: { limit: '4' } });
    expect(page.map(({ seq }) => seq)).toEqual([11, 10, 9, 8]);
    expect(page[0]).toMatchObject({ hash: state.lastHash, details: { count: 10, text: 'año 1:2' } });
    const next = await app.use(listAudit, { token: admin.token, query: { limit: '4', before: '8' } });
    expect(next.map(({ seq }) => seq)).toEqual([7, 6, 5, 4]);
    const registered = await app.use(listAudit, { token: admin.token, query: { action: 'org.registered' } });
    expect(registered.map(({ seq }) => seq)).toEqual([1]);
  });

  test('entries written at the same time form one chain without gaps', async () => {
    const user = await app.registerOrg();
    const { orgId } = user;
    await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        app.database.db.inOrg(orgId, (sql) =>
          recordAudit(sql, { orgId, actorId: null, action: 'test.at_once', subject: `${index}` }),
        ),
      ),
    );
    expect(await app.use(verifyAudit, { token: user.token })).toMatchObject({ ok: true, entries: 31 });
  });

  test('an entry of a transaction that is given up leaves no gap', async () => {
    const { orgId } = admin;
    const given = app.database.db.inOrg(orgId, async (sql) => {
      await recordAudit(sql, { orgId, actorId: null, action: 'test.given_up', subject: 'x' });
      throw new Error('given up');
    });
    await expect(given).rejects.toThrow('given up');
    expect(await verify()).toMatchObject({ ok: true, entries: 11 });
  });

  test("number, time and hashes are the database's, whatever the writer says", async () => {
    const { orgId } = admin;
    const row = await app.database.db
      .inOrg(orgId, async (sql) => {
        const written = await sql.row<{ seq: string; prev_hash: string; hash: string; at: Date }>(
          `insert into audit_log (org_id, seq, at, action, subject, prev_hash, hash)
           values ($1, 999, '2000-01-01', 'test.forged', 'x', 'forged', 'forged') returning seq, prev_hash, hash, at`,
          [orgId],
        );
        throw Object.assign(new Error('undo'), { written });
      })
      .catch(
        (error: unknown) => (error as { written: { seq: string; prev_hash: string; hash: string; at: Date } }).written,
      );
    expect(row).toMatchObject({ seq: '12', prev_hash: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown });
    expect(row.hash).not.toBe('forged');
    expect(row.at.getFullYear()).toBeGreaterThan(2020);
  });

  test('the API can neither change nor remove an entry', async () => {
    for (const sql of ["update audit_log set subject = 'x'", 'delete from audit_log', 'truncate audit_log']) {
      await expect(app.database.db.inOrg(admin.orgId, (tx) => tx.run(sql))).rejects.toMatchObject({ code: '42501' });
    }
  });
});

describe('R41 a tampered row is named', () => {
  const CHANGED = 'its content was changed after it was written';
  const CUT = 'it does not follow the entry before it';

  test.each([
    ['details', `update audit_log set details = '{"count":6}' where org_id = $1 and seq = 5`, 5, CHANGED],
    ['action', `update audit_log set action = 'test.other' where org_id = $1 and seq = 1`, 1, CHANGED],
    ['who did it', `update audit_log set actor_id = null where org_id = $1 and seq = 11`, 11, CHANGED],
    ['time', `update audit_log set at = at + interval '1 microsecond' where org_id = $1 and seq = 7`, 7, CHANGED],
    ['a removed row', `delete from audit_log where org_id = $1 and seq = 4`, 5, 'entry 4 is missing'],
    [
      'content and hash together',
      `update audit_log a set subject = 'x', hash = audit_hash(jsonb_populate_record(a, '{"subject":"x"}')) where org_id = $1 and seq = 6`,
      7,
      CUT,
    ],
    [
      'text moved from one field to the next',
      `update audit_log set action = action || '1', subject = '' where org_id = $1 and seq = 2`,
      2,
      CHANGED,
    ],
  ])('%s', async (_what, sql, seq, reason) => {
    admin = await orgWithEntries();
    expect((await tamper(sql)).rowCount).toBe(1);
    expect(await verify()).toMatchObject({ ok: false, broken: { seq, reason } });
  });

  test('entries cut off the end show against a hash that was kept elsewhere', async () => {
    admin = await orgWithEntries();
    const before = await verify();
    await tamper('delete from audit_log where org_id = $1 and seq > 9');
    const after = await verify();
    expect(after).toMatchObject({ ok: true, entries: 9 });
    expect(after.lastHash).not.toBe(before.lastHash);
  });

  test('a change of the function that hashes hides nothing', async () => {
    admin = await orgWithEntries();
    const agreeable =
      'create or replace function audit_hash(entry audit_log) returns text language sql as $$ select entry.hash $$';
    await app.database.admin.query(agreeable);
    await tamper(`update audit_log set subject = 'x' where org_id = $1 and seq = 3`);
    expect(await verify()).toMatchObject({ ok: false, broken: { seq: 3 } });
  });
});
