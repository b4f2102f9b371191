import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApiKey } from '@sri/shared/protocol/api/api-keys.ts';
import { getMe } from '@sri/shared/protocol/api/auth.ts';
import { listAudit } from '@sri/shared/protocol/api/audit.ts';
import { removeMember } from '@sri/shared/protocol/api/members.ts';
import { createSignInCode, spendSignInCode } from '@sri/shared/protocol/api/sign-in-codes.ts';
import { createTestApp, type TestApp } from '../../test/app.ts';
import { createTestPlane } from '../../test/plane.ts';
import { signInCodeRoutes } from './sign-in-code-routes.ts';
import { createSignInCodes } from './sign-in-codes.ts';

let app: TestApp;
let clock = Date.now();

beforeAll(async () => {
  app = await createTestApp({
    routes: ({ route, auth }) =>
      signInCodeRoutes(
        route,
        auth,
        createSignInCodes(() => clock),
      ),
  });
});
afterAll(() => app.close());

const use = (code: string, headers: Record<string, string> = {}) =>
  app.call('POST', '/api/auth/codes/use', { body: { code }, headers });

test('a code signs its user in once, with cookies for the console, and it is noted', async () => {
  const ana = await app.registerOrg();
  const { code, expiresIn } = await app.use(createSignInCode, { token: ana.token });
  expect(code.length).toBeGreaterThanOrEqual(43);
  expect(expiresIn).toBeLessThanOrEqual(900);
  const answer = await use(code, { 'x-sri-client': 'web' });
  expect(answer.status).toBe(200);
  const { token, user } = spendSignInCode.response.parse(answer.body);
  expect(user).toMatchObject({ id: ana.userId, email: ana.email, role: 'admin' });
  const cookies = answer.headers.getSetCookie();
  expect(cookies.find((cookie) => cookie.startsWith('sri_session='))).toMatch(/HttpOnly.*SameSite=Strict/);
  expect(await app.use(getMe, { token })).toMatchObject({ user: { email: ana.email } });
  const entries = await app.use(listAudit, { token: ana.token });
  expect(entries.find(({ action }) => action === 'auth.signed_in')).toMatchObject({ details: { by: 'code' } });
  expect((await use(code)).problem()).toMatchObject({ status: 401, code: 'unauthenticated' });
});

test('without the header of the console no cookie is set', async () => {
  const ana = await app.registerOrg();
  const { code } = await app.use(createSignInCode, { token: ana.token });
  const answer = await use(code);
  expect([answer.status, answer.headers.getSetCookie()]).toEqual([200, []]);
});

test('of many that use it at the same time one gets in', async () => {
  const ana = await app.registerOrg();
  const { code } = await app.use(createSignInCode, { token: ana.token });
  const answers = await Promise.all(Array.from({ length: 8 }, () => use(code)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
});

test('it ends after minutes, when a new one is made, and with the membership', async () => {
  const ana = await app.registerOrg();
  const late = await app.use(createSignInCode, { token: ana.token });
  clock += late.expiresIn * 1000;
  expect((await use(late.code)).status).toBe(401);
  const first = await app.use(createSignInCode, { token: ana.token });
  const second = await app.use(createSignInCode, { token: ana.token });
  expect((await use(first.code)).status).toBe(401);
  expect((await use(second.code)).status).toBe(200);
  const member = await app.addMember(ana, 'operator');
  const theirs = await app.use(createSignInCode, { token: member.token });
  await app.use(removeMember, { token: ana.token, params: { userId: member.userId } });
  expect((await use(theirs.code)).status).toBe(401);
  expect((await use('anything')).status).toBe(401);
});

test('R40 an API key makes none, and neither does who comes through a proxy', async () => {
  const ana = await app.registerOrg();
  const { key } = await app.use(createApiKey, { token: ana.token, body: { name: 'ERP', role: 'operator' } });
  expect((await app.call('POST', '/api/auth/codes', { token: key })).status).toBe(403);
  const proxied = { 'x-forwarded-for': '203.0.113.7' };
  expect((await app.call('POST', '/api/auth/codes', { token: ana.token, headers: proxied })).status).toBe(403);
  const { code } = await app.use(createSignInCode, { token: ana.token });
  expect((await use(code, proxied)).status).toBe(403);
  expect((await use(code)).status).toBe(200);
});

test('in production there is no such way in', async () => {
  const plane = await createTestPlane({ start: false });
  const secrets = { SESSION_ENCRYPTION_KEY: 'a session key of the tests, long enough' };
  const { routes } = await plane.startPlane({ SRI_ENV: 'production', HOST: '127.0.0.1', ...secrets });
  expect(routes.map(({ endpoint }) => endpoint.path).filter((path) => path.includes('codes'))).toEqual([]);
  await plane.close();
});
