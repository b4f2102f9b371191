import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSession, type SessionOwner } from '@sri/shared/node/session-seal.ts';
import { listAudit } from '@sri/shared/protocol/api/audit.ts';
import * as api from '@sri/shared/protocol/api/sessions.ts';
import { createTestApp, type TestApp } from '../../test/app.ts';
import type { TestUser } from '../../test/factories.ts';
import { CARGILL } from '../../test/ready-flow.ts';

const KEY = 'the key that seals sessions of these tests';
const params = { providerId: CARGILL };

let app: TestApp;
let ana: TestUser;
const changed: SessionOwner[] = [];

beforeAll(async () => {
  app = await createTestApp({
    sessionKeys: { current: KEY },
    sessionChanged: (owner) => Promise.resolve(void changed.push(owner)),
  });
});
afterAll(() => app.close());

const ownerOf = (user: TestUser): SessionOwner => ({ orgId: user.orgId, userId: user.userId, provider: 'cargill' });
const save = (user: TestUser, value: string, cookies = 1) =>
  app.use(api.saveSession, {
    token: user.token,
    params,
    body: {
      cookies: Array.from({ length: cookies }, (_, index) => ({ name: `c${index}`, value, domain: 'cargill.com' })),
    },
  });
const versions = async (user: TestUser) =>
  (await app.use(api.listSessionVersions, { token: user.token, params })).items;
const restore = (user: TestUser, sessionVersion: number) =>
  app.call('POST', `/api/sessions/${CARGILL}/versions/${sessionVersion}/restore`, { token: user.token });

async function current(user: TestUser) {
  const { orgId, userId } = user;
  const text = (await app.redis.get(app.keys.session(orgId, userId, 'cargill'))) ?? '';
  const opened = openSession(text, ownerOf(user), { keys: { current: KEY }, acceptPlain: false });
  if (opened.kind === 'unusable') throw new Error(opened.reason);
  return { value: opened.session.cookies[0]?.value, version: opened.session.sessionVersion };
}

async function formerKeys(user: TestUser): Promise<string[]> {
  return app.redis.keys(`${app.keys.session(user.orgId, user.userId, 'cargill')}:versions:*`);
}

test('what a new session replaces is kept, sealed, and told by kind; never a value', async () => {
  ana = await app.registerOrg();
  await save(ana, 'canary-first', 2);
  expect(await versions(ana)).toEqual([]);
  await save(ana, 'canary-second');
  const [former, ...others] = await versions(ana);
  expect(others).toEqual([]);
  expect(former).toMatchObject({ sessionVersion: 1, summary: { cookies: 2 } });
  expect(JSON.stringify(former)).not.toContain('canary');
  const [key = ''] = await formerKeys(ana);
  expect(await app.redis.get(key)).not.toContain('canary');
});

test('one outlives neither its own seven days nor the fifth after it', async () => {
  const [first = ''] = await formerKeys(ana);
  await app.redis.expire(app.keys.session(ana.orgId, ana.userId, 'cargill'), 1000);
  await save(ana, 'third');
  const [newest] = await versions(ana);
  expect(newest).toMatchObject({ sessionVersion: 2 });
  expect(newest?.ttlSeconds).toBeLessThanOrEqual(1000);
  for (const value of ['4', '5', '6', '7']) await save(ana, value);
  expect((await versions(ana)).map(({ sessionVersion }) => sessionVersion)).toEqual([6, 5, 4, 3, 2]);
  expect(await app.redis.exists(first)).toBe(0);
  expect(await formerKeys(ana)).toHaveLength(5);
});

test('restoring puts it back as a new version with the rest of its lifetime, and what waits for a session is told', async () => {
  changed.length = 0;
  const answer = await app.use(api.restoreSession, { token: ana.token, params: { ...params, sessionVersion: '2' } });
  expect(answer).toMatchObject({ provider: 'cargill', sessionVersion: 8, restoredVersion: 2 });
  expect(answer.expiresInSeconds).toBeLessThanOrEqual(1000);
  expect(await current(ana)).toEqual({ value: 'canary-second', version: 8 });
  expect(await app.redis.ttl(app.keys.session(ana.orgId, ana.userId, 'cargill'))).toBeLessThanOrEqual(1000);
  expect(changed).toEqual([ownerOf(ana)]);
  expect((await versions(ana))[0]).toMatchObject({ sessionVersion: 7 });
  const [entry] = await app.use(listAudit, { token: ana.token, query: { limit: '1' } });
  expect(entry).toMatchObject({ action: 'session.restored', details: { sessionVersion: 8, restoredVersion: 2 } });
});

test('what is not kept any more, or is current, cannot be restored; nothing changes', async () => {
  for (const version of [1, 8, 99]) {
    expect((await restore(ana, version)).problem()).toMatchObject({ status: 404, code: 'not_found' });
  }
  expect((await restore(ana, -1)).problem().status).toBe(404);
  expect(await current(ana)).toMatchObject({ version: 8 });
});

test("R32 R42 another account's former session is not there, and does not open under another owner's key", async () => {
  const beto = await app.addMember(ana, 'operator');
  await save(beto, 'beto-1');
  await save(beto, 'beto-2');
  expect((await versions(beto)).map(({ sessionVersion }) => sessionVersion)).toEqual([1]);
  const stolen = (await app.redis.get(app.keys.formerSession(ana.orgId, ana.userId, 'cargill', 7))) ?? '';
  await app.redis.set(app.keys.formerSession(beto.orgId, beto.userId, 'cargill', 1), stolen, 'EX', 100);
  expect(await versions(beto)).toEqual([]);
  expect((await restore(beto, 1)).problem()).toMatchObject({ status: 409, code: 'conflict' });
  expect(await current(beto)).toMatchObject({ value: 'beto-2' });
});

test('disconnecting forgets the former ones too', async () => {
  await app.use(api.deleteSession, { token: ana.token, params });
  expect(await formerKeys(ana)).toEqual([]);
  const answer = await app.call('GET', `/api/sessions/${CARGILL}/versions`, { token: ana.token });
  expect(answer.problem()).toMatchObject({ status: 404 });
});
