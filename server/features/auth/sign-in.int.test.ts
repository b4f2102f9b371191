import argon2 from 'argon2';
import jwt from 'jsonwebtoken';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getHealth } from '@sri/shared/protocol/api/health.ts';
import { getMe, login, register } from '@sri/shared/protocol/api/auth.ts';
import { listAudit } from '@sri/shared/protocol/api/audit.ts';
import { createPool } from '../../db/pool.ts';
import { createDatabase } from '../../db/transaction.ts';
import { createTestApp, type TestApp } from '../../test/app.ts';
import { TEST_PASSWORD, uniqueEmail, type TestUser } from '../../test/factories.ts';
import { waitUntil } from '../../test/wait-until.ts';
import { signIn } from './sign-in.ts';

let app: TestApp;
let ana: TestUser;

beforeAll(async () => {
  app = await createTestApp({
    routes: ({ route }) => [
      route(getHealth, () => Promise.resolve({ status: 'ok', version: 'test', uptimeSeconds: 1 })),
    ],
  });
  ana = await app.registerOrg();
});
afterAll(() => app.close());

const tryLogin = (email: string, password: string, more: object = {}) =>
  app.call('POST', '/api/auth/login', { body: { email, password, ...more } });

describe('registration', () => {
  test("the guide's call answers token and ids, and the token carries them", async () => {
    const answer = await app.call('POST', '/api/auth/register', {
      rawBody: `{
    "email": "admin@empresa.com",
    "password": "SecurePass123!",
    "name": "Admin User",
    "orgName": "Mi Empresa"
  }`,
    });
    expect(answer.status).toBe(201);
    const { token, user, org, refreshToken } = register.response.parse(answer.body);
    const claims = jwt.decode(token) as Record<string, unknown>;
    expect(claims).toMatchObject({ sub: user.id, userId: user.id, orgId: org.id, role: 'admin' });
    expect(refreshToken).toMatch(/^srr_/);
    const me = await app.use(getMe, { token });
    expect(me).toMatchObject({ user: { email: 'admin@empresa.com', name: 'Admin User' }, org: { name: 'Mi Empresa' } });
    expect(me.permissions).toContain('members:write');
  });

  test('an address that is taken, in any spelling, is refused, and nothing is made', async () => {
    const count = async () => (await app.database.admin.query('select 1 from organisations')).rowCount;
    const before = await count();
    const body = { email: ` ${ana.email.toUpperCase()} `, password: TEST_PASSWORD, name: 'B', orgName: 'Otra' };
    const { status, code, errors } = (await app.call('POST', '/api/auth/register', { body })).problem();
    expect([status, code, errors?.[0]?.field]).toEqual([409, 'email_taken', 'email']);
    expect(await count()).toBe(before);
  });

  test.each([
    ['email', { email: 'not-an-address' }],
    ['password', { password: 'short' }],
    ['name', { name: '  ' }],
    ['orgName', { orgName: undefined }],
    ['role', { role: 'admin' }],
  ])('a wrong %s is named', async (field, change) => {
    const body = { email: uniqueEmail(), password: TEST_PASSWORD, name: 'A', orgName: 'B', ...change };
    const { status, errors } = (await app.call('POST', '/api/auth/register', { body })).problem();
    expect([status, errors?.map((fault) => fault.field)]).toEqual([422, [field]]);
  });

  test('of twenty registrations of one address at once, one is made', async () => {
    const email = uniqueEmail();
    const body = { email, password: TEST_PASSWORD, name: 'A', orgName: 'B' };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => app.call('POST', '/api/auth/register', { body })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(19);
  });
});

describe('sign-in', () => {
  test('address and password give tokens; the address in any spelling', async () => {
    const signedIn = await app.use(login, { body: { email: ana.email.toUpperCase(), password: ana.password } });
    expect(signedIn.user).toMatchObject({ id: ana.userId, role: 'admin' });
    expect(await app.use(getMe, { token: signedIn.token })).toMatchObject({ org: { id: ana.orgId } });
  });

  test('R37 unknown address and wrong password cannot be told apart', async () => {
    const bea = await app.registerOrg();
    const wrong = (await tryLogin(bea.email, 'wrong-password')).problem();
    const unknown = (await tryLogin(uniqueEmail(), 'wrong-password')).problem();
    expect({ ...wrong, requestId: '' }).toEqual({ ...unknown, requestId: '' });
    expect(wrong).toMatchObject({ status: 401, code: 'invalid_credentials' });
  });

  test('R41 sign-ins and failed ones stand in the audit log, without passwords', async () => {
    const bea = await app.registerOrg();
    await tryLogin(bea.email, 'wrong-password');
    await app.use(login, { body: { email: bea.email, password: bea.password } });
    const entries = await waitUntil(
      () => app.use(listAudit, { token: bea.token }),
      (found) => found.length === 3,
    );
    const actions = new Set(entries.map(({ action }) => action));
    expect(actions).toEqual(new Set(['org.registered', 'auth.sign_in_failed', 'auth.signed_in']));
    expect(JSON.stringify(entries)).not.toMatch(/wrong-password|SecurePass/);
  });

  test('R37 a hash of weaker settings is made anew at the next sign-in', async () => {
    const bea = await app.registerOrg();
    const weak = await argon2.hash(bea.password, { memoryCost: 8192, timeCost: 1, parallelism: 1 });
    await app.database.admin.query('update users set password_hash = $2 where id = $1', [bea.userId, weak]);
    await app.use(login, { body: { email: bea.email, password: bea.password } });
    const { rows } = await app.database.admin.query<{ hash: string }>(
      'select password_hash as hash from users where id = $1',
      [bea.userId],
    );
    expect(rows[0]?.hash).toMatch(/^\$argon2id\$v=19\$m=19456,(?:p=1,t=2|t=2,p=1)\$/);
    expect((await tryLogin(bea.email, bea.password)).status).toBe(200);
  });

  test('R37 200 sign-ins at once: each gets in or is told to come again, and /health answers meanwhile', async () => {
    const bea = await app.registerOrg();
    let open = 200;
    const flood = Array.from({ length: 200 }, async () => {
      const answer = await tryLogin(bea.email, bea.password);
      open -= 1;
      return answer;
    });
    const health = await app.call('GET', '/health');
    expect(health.status).toBe(200);
    expect(open).toBeGreaterThan(0);
    const answers = await Promise.all(flood);
    const statuses = new Set(answers.map(({ status }) => status));
    expect([...statuses].filter((status) => status !== 200 && status !== 429)).toEqual([]);
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(50);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
  }, 120_000);

  test('R38 101 tries by strangers: refused, and the owner gets in from a device that is known', async () => {
    const bea = await app.registerOrg();
    const statuses: number[] = [];
    for (let tries = 0; tries < 101; tries += 1) statuses.push((await tryLogin(bea.email, `guess ${tries}`)).status);
    expect(statuses.slice(0, 5)).toEqual([401, 401, 401, 401, 401]);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(80);
    const stranger = await tryLogin(bea.email, bea.password);
    const known = await tryLogin(bea.email, bea.password, { deviceToken: bea.deviceToken });
    expect([stranger.status, known.status]).toEqual([429, 200]);
    expect(stranger.problem().hint).toContain('Try again in');
  });

  test('R38 guesses sent all at once are not weighed all at once', async () => {
    const bea = await app.registerOrg();
    const answers = await Promise.all(Array.from({ length: 40 }, (_, n) => tryLogin(bea.email, `guess ${n}`)));
    const weighed = answers.filter(({ status }) => status === 401).length;
    expect(weighed).toBeGreaterThanOrEqual(5);
    // Those that were being hashed while the fifth failed.
    expect(weighed).toBeLessThanOrEqual(20);
  });
});

describe('the cookies of the web console', () => {
  const console = { 'x-sri-client': 'web' };
  const cookiesOf = (headers: Headers): string[] => headers.getSetCookie();
  const jar = (cookies: string[]): string => cookies.map((cookie) => cookie.split(';')[0]).join('; ');

  test('come with the header only, and no script and no foreign page gets them', async () => {
    const body = { email: ana.email, password: ana.password };
    expect(cookiesOf((await app.call('POST', '/api/auth/login', { body })).headers)).toEqual([]);
    const { headers } = await app.call('POST', '/api/auth/login', { body, headers: console });
    const names = cookiesOf(headers).map((cookie) => cookie.split('=')[0]);
    expect(names).toEqual(['sri_session', 'sri_refresh', 'sri_device']);
    for (const cookie of cookiesOf(headers)) expect(cookie).toMatch(/HttpOnly.*SameSite=Strict/);
  });

  test('read, refresh and end a sign-in; tokens are not told again', async () => {
    const body = { email: ana.email, password: ana.password };
    const signedIn = await app.call('POST', '/api/auth/login', { body, headers: console });
    const cookie = jar(cookiesOf(signedIn.headers));
    expect((await app.call('GET', '/api/me', { headers: { cookie } })).body).toMatchObject({ via: 'cookie' });
    const forged = await app.call('POST', '/api/auth/refresh', { headers: { cookie } });
    expect(forged.problem().code).toBe('unauthenticated');
    const refreshed = await app.call('POST', '/api/auth/refresh', { headers: { cookie, ...console } });
    expect(refreshed.status).toBe(200);
    expect(refreshed.body).not.toHaveProperty('refreshToken');
    const next = jar(cookiesOf(refreshed.headers));
    const ended = await app.call('POST', '/api/auth/logout', { headers: { cookie: next, ...console } });
    expect(ended.status).toBe(204);
    expect(cookiesOf(ended.headers).every((one) => one.includes('Max-Age=0'))).toBe(true);
    expect((await app.call('GET', '/api/me', { headers: { cookie: next } })).status).toBe(401);
  });
});

test('while the database is away a sign-in is 503 with Retry-After, not a wrong password', async () => {
  const pool = createPool({ url: 'postgres://sri_api:x@127.0.0.1:1/none', name: 'test', max: 1, log: app.log });
  const away = { ...app.auth, db: createDatabase(pool) };
  const attempt = signIn(away, { email: ana.email, password: ana.password, ip: '127.0.0.1' });
  await expect(attempt).rejects.toMatchObject({ code: 'database_unavailable', status: 503, retryAfterSeconds: 5 });
  await pool.end();
});
