import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sha256Hex } from '@sri/shared/node/digest.ts';
import type { SessionOwner } from '@sri/shared/node/session-seal.ts';
import { createApiKey } from '@sri/shared/protocol/api/api-keys.ts';
import { listAudit } from '@sri/shared/protocol/api/audit.ts';
import { listProviders } from '@sri/shared/protocol/api/providers.ts';
import {
  checkSession,
  deleteSession,
  lendSession,
  listSessions,
  saveSession,
} from '@sri/shared/protocol/api/sessions.ts';
import { createTestApp, type TestApp } from '../../test/app.ts';
import type { TestUser } from '../../test/factories.ts';
import { readStoredSession } from './stored-session.ts';

const KEY = 'the key that seals sessions of these tests';
const CANARY = 'canary-cookie-value-7f3a';
const WEEK = 604_800;

let sealed: TestApp;
let ana: TestUser;
let cargill: string;
const changed: SessionOwner[] = [];

const inDays = (days: number): number => Math.floor(Date.now() / 1000) + days * 86_400;
const cookie = (domain: string, more: object = {}) => ({ name: 'session', value: CANARY, domain, ...more });
const captured = {
  cookies: [
    cookie('cargill.com', { httpOnly: true, secure: true, sameSite: 'Lax' as const, expires: inDays(3) }),
    cookie('.portal.cargill.com.ar', { expires: inDays(30) }),
    cookie('google.com'),
  ],
  origins: [{ origin: 'https://portal.cargill.com', localStorage: [{ name: 'jwt', value: CANARY }] }],
  environment: { userAgent: 'Mozilla/5.0', languages: ['es-AR'], timezone: 'America/Argentina/Buenos_Aires' },
  marker: { element: '#menu-usuario' },
};
const byHand = { cookies: [cookie('example.com')], connectedAt: Date.now() };

async function providerId(app: TestApp, slug: string): Promise<string> {
  return (await app.use(listProviders)).find((one) => one.slug === slug)?.id ?? '';
}

const keyOf = (app: TestApp, user: TestUser): string => app.keys.session(user.orgId, user.userId, 'cargill');
const save = (app: TestApp, user: TestUser, body: object = captured) =>
  app.use(saveSession, { token: user.token, params: { providerId: cargill }, body });
const check = (app: TestApp, user: TestUser) =>
  app.use(checkSession, { token: user.token, params: { providerId: cargill } });
const refusal = async (app: TestApp, user: TestUser, body: object) =>
  (await app.call('PUT', `/api/sessions/${cargill}`, { token: user.token, body })).problem();

beforeAll(async () => {
  sealed = await createTestApp({
    sessionKeys: { current: KEY },
    sessionChanged: (owner) => Promise.resolve(void changed.push(owner)),
  });
  ana = await sealed.registerOrg();
  cargill = await providerId(sealed, 'cargill');
});
afterAll(() => sealed.close());

describe('saving', () => {
  test("a captured session lies under the guide's key for seven days, and the account is connected", async () => {
    const saved = await save(sealed, ana);
    expect(saved).toMatchObject({
      provider: 'cargill',
      userId: ana.userId,
      status: 'active',
      sessionVersion: 1,
      expiresInSeconds: WEEK,
      sealed: true,
      summary: { cookies: 2, localStorage: 1, hasMarker: true },
    });
    const ttl = await sealed.redis.ttl(keyOf(sealed, ana));
    expect(ttl).toBeGreaterThan(WEEK - 60);
    expect(ttl).toBeLessThanOrEqual(WEEK);
    const { rows } = await sealed.database.admin.query(
      'select status, session_version from connected_providers where org_id = $1 and user_id = $2',
      [ana.orgId, ana.userId],
    );
    expect(rows).toEqual([{ status: 'active', session_version: 1 }]);
  });

  test('who waits for a new session is told, after it is there', async () => {
    changed.length = 0;
    await save(sealed, ana);
    expect(changed).toEqual([{ orgId: ana.orgId, userId: ana.userId, provider: 'cargill' }]);
  });

  test('the version grows, also when saved at the same time, and stands in the session itself', async () => {
    const bea = await sealed.registerOrg();
    const versions = await Promise.all(Array.from({ length: 5 }, async () => (await save(sealed, bea)).sessionVersion));
    expect(new Set(versions)).toEqual(new Set([1, 2, 3, 4, 5]));
    expect((await check(sealed, bea)).sessionVersion).toBe(5);
  });

  test('R49 what belongs to other sites is left out, and told by site', async () => {
    const { dropped, summary, warnings } = await save(sealed, ana);
    expect(dropped).toEqual([{ domain: 'google.com', cookies: 1, origins: 0 }]);
    expect(summary.sites.map(({ domain }) => domain)).toEqual(['cargill.com', 'portal.cargill.com.ar']);
    expect(warnings.join()).toContain('left out');
  });

  test('R49 a session typed in by hand is taken as it is outside production', async () => {
    const bea = await sealed.registerOrg();
    expect(await save(sealed, bea, byHand)).toMatchObject({ dropped: [], summary: { cookies: 1 } });
  });

  test('nothing caught is refused and does not replace a good session', async () => {
    await save(sealed, ana);
    const before = await sealed.redis.get(keyOf(sealed, ana));
    const empty = await refusal(sealed, ana, { cookies: [] });
    expect(empty).toMatchObject({ status: 422, errors: [{ field: 'cookies' }] });
    const foreign = await refusal(sealed, ana, { ...captured, cookies: [cookie('google.com')], origins: [] });
    expect(foreign.detail).toContain('google.com');
    expect(await sealed.redis.get(keyOf(sealed, ana))).toBe(before);
  });

  test.each([
    ['cookies[0].domain', { cookies: [{ name: 'a', value: 'b' }] }],
    ['cookies[0].sameSite', { cookies: [cookie('cargill.com', { sameSite: 'lax' })] }],
    ['cookies', {}],
    ['connectedAt', { ...byHand, connectedAt: 1_706_292_000 }],
    ['connectedAt', { ...byHand, connectedAt: Date.now() + 3_600_000 }],
    ['origins[0].origin', { ...byHand, origins: [{ origin: 'cargill' }] }],
    ['values', { ...byHand, values: 1 }],
  ])('a fault in %s is named', async (field, body) => {
    expect((await refusal(sealed, ana, body)).errors?.map((fault) => fault.field)).toEqual([field]);
  });

  test('up to 5 MB are taken, more is 413', async () => {
    const large = (megabytes: number) => ({
      ...captured,
      origins: [
        { origin: 'https://cargill.com', localStorage: [{ name: 'a', value: 'x'.repeat(megabytes * 1_000_000) }] },
      ],
    });
    expect((await save(sealed, ana, large(4))).summary.localStorage).toBe(1);
    expect((await refusal(sealed, ana, large(6))).status).toBe(413);
  });

  test('R41 it is in the audit log, without values', async () => {
    await save(sealed, ana);
    const [entry] = await sealed.use(listAudit, { token: ana.token, query: { limit: '1' } });
    expect(entry).toMatchObject({ action: 'session.captured', subject: cargill, details: { provider: 'cargill' } });
  });
});

describe('both or neither', () => {
  const versionOf = async (user: TestUser): Promise<unknown> => {
    const { rows } = await sealed.database.admin.query(
      'select session_version as v from connected_providers where user_id = $1',
      [user.userId],
    );
    return (rows[0] as { v: number } | undefined)?.v;
  };

  test('when Redis refuses, the account stays as it was', async () => {
    const bea = await sealed.registerOrg();
    const gone = await createTestApp({ sessionKeys: { current: KEY } });
    const cid = await gone.registerOrg();
    gone.redis.disconnect();
    const answer = await gone.call('PUT', `/api/sessions/${cargill}`, { token: cid.token, body: captured });
    expect(answer.problem()).toMatchObject({ status: 503, code: 'redis_unavailable' });
    expect(answer.headers.get('retry-after')).toBe('5');
    const { rowCount } = await gone.database.admin.query('select 1 from connected_providers');
    expect(rowCount).toBe(0);
    const listed = await gone.use(listSessions, { token: cid.token });
    expect(listed).toEqual([]);
    await gone.close();
    expect(await versionOf(bea)).toBeUndefined();
  });

  test.each([
    ['with a session before', true],
    ['without one', false],
  ])('when the commit fails, the key is what it was: %s', async (_what, before) => {
    const bea = await sealed.registerOrg();
    if (before) await save(sealed, bea);
    const stood = await sealed.redis.get(keyOf(sealed, bea));
    const version = await versionOf(bea);
    // A constraint that is checked at the commit, after everything else went well.
    await sealed.database.admin.query(`
      create function refuse_commit() returns trigger language plpgsql as $$ begin raise exception 'refused at commit'; end $$;
      create constraint trigger refuse_commit after insert or update or delete on connected_providers
        deferrable initially deferred for each row execute function refuse_commit()`);
    const saving = await sealed.call('PUT', `/api/sessions/${cargill}`, { token: bea.token, body: captured });
    const deleting = await sealed.call('DELETE', `/api/sessions/${cargill}`, { token: bea.token });
    await sealed.database.admin.query('drop function refuse_commit cascade');
    expect([saving.status, deleting.status]).toEqual([500, before ? 500 : 404]);
    expect(await sealed.redis.get(keyOf(sealed, bea))).toBe(stood);
    expect(await versionOf(bea)).toBe(version);
    expect((await sealed.redis.ttl(keyOf(sealed, bea))) > 0).toBe(before);
  });
});

describe('R42 sealed', () => {
  test('no value lies in Redis, and connectedAt is readable', async () => {
    await save(sealed, ana);
    const found = await sealed.redis.keys(`${sealed.redisPrefix}*`);
    const texts = await Promise.all(
      found.map(async (key) => ((await sealed.redis.type(key)) === 'string' ? sealed.redis.get(key) : '')),
    );
    expect(texts.join('\n')).not.toContain(CANARY);
    expect(JSON.parse((await sealed.redis.get(keyOf(sealed, ana))) ?? '')).toMatchObject({
      connectedAt: expect.any(Number) as unknown,
      cookies: { v: 1, kid: expect.any(String) as unknown },
    });
  });

  test('no answer and no row holds a value', async () => {
    const texts = [
      JSON.stringify(await save(sealed, ana)),
      JSON.stringify(await sealed.use(listSessions, { token: ana.token })),
      JSON.stringify(await check(sealed, ana)),
    ];
    const { rows } = await sealed.database.admin.query<{ row: string }>(
      'select c::text as row from connected_providers c',
    );
    expect([...texts, ...rows.map(({ row }) => row)].join()).not.toContain(CANARY);
  });

  test("a ciphertext under another user's key, or a changed one, is unreadable", async () => {
    const bea = await sealed.addMember(ana, 'operator');
    await save(sealed, ana);
    const text = (await sealed.redis.get(keyOf(sealed, ana))) ?? '';
    await sealed.redis.set(keyOf(sealed, bea), text);
    expect(await check(sealed, bea)).toMatchObject({ usable: false, state: 'unreadable' });
    const older = JSON.stringify({ ...(JSON.parse(text) as object), connectedAt: 1 });
    await sealed.redis.set(keyOf(sealed, ana), older);
    expect(await check(sealed, ana)).toMatchObject({ usable: false, state: 'unreadable' });
  });

  test('each save has a key of its own: the same session looks different', async () => {
    await save(sealed, ana);
    const first = await sealed.redis.get(keyOf(sealed, ana));
    await save(sealed, ana);
    expect(await sealed.redis.get(keyOf(sealed, ana))).not.toBe(first);
  });
});

describe('what is known of a session', () => {
  test('the list tells accounts of the whole organisation, with what Redis holds, and no others', async () => {
    const bea = await sealed.registerOrg();
    const member = await sealed.addMember(bea, 'creator');
    await save(sealed, member);
    await sealed.database.admin.query(
      "insert into connected_providers (org_id, user_id, provider_id, status) values ($1, $2, $3, 'active')",
      [bea.orgId, bea.userId, cargill],
    );
    const accounts = await sealed.use(listSessions, { token: bea.token });
    expect(accounts).toHaveLength(2);
    expect(accounts.find(({ userId }) => userId === member.userId)).toMatchObject({
      provider: 'cargill',
      stored: 'yes',
      ttlSeconds: expect.any(Number) as unknown,
      summary: { cookies: 2 },
    });
    expect(accounts.find(({ userId }) => userId === bea.userId)).toMatchObject({ stored: 'no', summary: null });
  });

  test('a check opens it and forecasts its end by the login cookie; it says what that does not prove', async () => {
    await save(sealed, ana);
    const checked = await check(sealed, ana);
    expect(checked).toMatchObject({ usable: true, state: 'readable', sealed: true });
    expect(Date.parse(checked.expectedUntil ?? '') / 1000).toBeCloseTo(inDays(3), -2);
    expect(checked.doesNotProve).toContain('portal');
  });

  test('missing, garbled and expired are told apart', async () => {
    const bea = await sealed.registerOrg();
    expect(await check(sealed, bea)).toMatchObject({ usable: false, state: 'missing' });
    await sealed.redis.set(keyOf(sealed, bea), '{"cookies": [');
    expect(await check(sealed, bea)).toMatchObject({ usable: false, state: 'unreadable' });
    await save(sealed, bea, { cookies: [cookie('cargill.com', { expires: inDays(-1) })] });
    expect(await check(sealed, bea)).toMatchObject({ usable: false, state: 'expired', expectedUntil: null });
  });

  test('readStoredSession gives the bytes, their digest and the rest of their life', async () => {
    const bea = await sealed.registerOrg();
    const owner = { orgId: bea.orgId, userId: bea.userId, provider: 'cargill' };
    expect(await readStoredSession(sealed.redis, sealed.keys, owner)).toBeUndefined();
    await sealed.redis.set(keyOf(sealed, bea), 'bytes');
    const stored = await readStoredSession(sealed.redis, sealed.keys, owner);
    expect(stored).toEqual({ text: 'bytes', digest: sha256Hex('bytes'), ttlSeconds: null });
  });
});

test("deleting forgets the session and disconnects the account; the guide's insert connects it again", async () => {
  const bea = await sealed.registerOrg();
  await save(sealed, bea);
  await sealed.use(deleteSession, { token: bea.token, params: { providerId: cargill } });
  expect(await sealed.redis.exists(keyOf(sealed, bea))).toBe(0);
  expect(await sealed.use(listSessions, { token: bea.token })).toEqual([]);
  expect((await sealed.call('DELETE', `/api/sessions/${cargill}`, { token: bea.token })).status).toBe(404);
  const { rowCount } = await sealed.database.admin.query(
    "insert into connected_providers (org_id, user_id, provider_id, status) values ($1, $2, $3, 'active') on conflict do nothing",
    [bea.orgId, bea.userId, cargill],
  );
  expect(rowCount).toBe(1);
});

describe('R43 a session written by hand', () => {
  test('is taken outside production and refused in it, for the same bytes', async () => {
    const production = await createTestApp({ production: true, sessionKeys: { current: KEY } });
    for (const [app, expected] of [
      [sealed, { usable: true, state: 'readable', sealed: false }],
      [production, { usable: false, state: 'plainRefused' }],
    ] as const) {
      const user = await app.registerOrg();
      await app.redis.set(keyOf(app, user), JSON.stringify({ ...byHand, connectedAt: 1_706_292_000_000 }), 'EX', WEEK);
      expect(await check(app, user)).toMatchObject(expected);
    }
    await production.close();
  });

  test('R49 in production every session is bound to the portal, and a portal without domains takes none', async () => {
    const production = await createTestApp({ production: true, sessionKeys: { current: KEY } });
    const user = await production.registerOrg();
    const foreign = await refusal(production, user, byHand);
    expect(foreign.detail).toContain('example.com');
    const body = { slug: 'sin-dominio', name: 'Sin dominio' };
    const { body: made } = await production.call('POST', '/api/providers', { token: user.token, body });
    const path = `/api/sessions/${(made as { id: string }).id}`;
    const answer = await production.call('PUT', path, { token: user.token, body: captured });
    expect(answer.problem().detail).toContain('no domains');
    await production.close();
  });
});

test("without SESSION_ENCRYPTION_KEY the session lies plain, in the guide's form, and the answer says so", async () => {
  const plain = await createTestApp();
  const user = await plain.registerOrg();
  const saved = await save(plain, user);
  expect(saved).toMatchObject({
    sealed: false,
    warnings: expect.arrayContaining([expect.stringContaining('unencrypted')]) as unknown,
  });
  const stored = JSON.parse((await plain.redis.get(keyOf(plain, user))) ?? '') as object;
  expect(stored).toMatchObject({ cookies: [{ name: 'session' }, {}], sessionVersion: 1 });
  await plain.close();
});

describe('lending', () => {
  const path = (): string => `/api/sessions/${cargill}/lend`;

  test('the app gets the own session whole, and the audit log says so', async () => {
    await save(sealed, ana);
    const { session } = await sealed.use(lendSession, { token: ana.token, params: { providerId: cargill } });
    expect(session).toMatchObject({
      cookies: captured.cookies.slice(0, 2),
      origins: captured.origins,
      environment: captured.environment,
    });
    const [entry] = await sealed.use(listAudit, { token: ana.token, query: { limit: '1' } });
    expect(entry).toMatchObject({ action: 'session.lent', actorId: ana.userId, subject: cargill });
  });

  test('nobody else gets it: no colleague, no API key, and nobody where there is none', async () => {
    const colleague = await sealed.addMember(ana, 'admin');
    expect((await sealed.call('POST', path(), { token: colleague.token })).status).toBe(404);
    const { key } = await sealed.use(createApiKey, {
      token: ana.token,
      body: { name: 'integración', role: 'creator' },
    });
    expect((await sealed.call('POST', path(), { token: key })).problem()).toMatchObject({ code: 'forbidden' });
  });

  test('one that was sealed under another key is refused', async () => {
    await sealed.redis.set(keyOf(sealed, ana), JSON.stringify({ connectedAt: 1, cookies: { v: 1 } }));
    expect((await sealed.call('POST', path(), { token: ana.token })).problem()).toMatchObject({ code: 'conflict' });
  });
});
