import { afterAll, beforeAll, expect, test } from 'vitest';
import { changePassword, getMe, login, logout, refresh } from '@sri/shared/protocol/api/auth.ts';
import { listAudit } from '@sri/shared/protocol/api/audit.ts';
import { createTestApp, type TestApp } from '../../test/app.ts';
import type { TestUser } from '../../test/factories.ts';
import { waitUntil } from '../../test/wait-until.ts';
import { makeToken } from './opaque-token.ts';

let app: TestApp;

beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

const signIn = (user: TestUser) => app.use(login, { body: { email: user.email, password: user.password } });
const rotate = (refreshToken: string | undefined) => app.use(refresh, { body: { refreshToken } });
const alive = async (token: string): Promise<boolean> => (await app.call('GET', '/api/me', { token })).status === 200;

/** Spent tokens of this organisation as if that had been so many seconds ago. */
async function longAgo(orgId: string, seconds: number): Promise<void> {
  await app.database.admin.query(
    'update refresh_tokens set spent_at = spent_at - make_interval(secs => $2) where org_id = $1',
    [orgId, seconds],
  );
}

test('R36 a refresh token is good once and gives the next; nothing usable lies in the database', async () => {
  const ana = await app.registerOrg();
  const first = await rotate(ana.refreshToken);
  const second = await rotate(first.refreshToken);
  expect(new Set([ana.refreshToken, first.refreshToken, second.refreshToken]).size).toBe(3);
  expect(await alive(second.token)).toBe(true);
  const { rows } = await app.database.admin.query<{ row: string }>('select t::text as row from refresh_tokens t');
  const stored = rows.map(({ row }) => row).join();
  // What is random of it may itself hold "_".
  const random = second.refreshToken?.split('_').slice(2).join('_') ?? '';
  expect(random.length).toBeGreaterThan(20);
  expect(stored).not.toContain(random);
});

test('R36 two tabs at once within the grace get the same successor, and nobody is logged out', async () => {
  const ana = await app.registerOrg();
  const tabs = await Promise.all(Array.from({ length: 5 }, () => rotate(ana.refreshToken)));
  expect(new Set(tabs.map(({ refreshToken }) => refreshToken)).size).toBe(1);
  for (const { token } of tabs) expect(await alive(token)).toBe(true);
  expect(await alive((await rotate(tabs[0]?.refreshToken)).token)).toBe(true);
});

test('R36 a slow tab whose successor is spent already gets the one that is good now', async () => {
  const ana = await app.registerOrg();
  const quick = await rotate((await rotate(ana.refreshToken)).refreshToken);
  const slow = await rotate(ana.refreshToken);
  expect(slow.refreshToken).toBe(quick.refreshToken);
});

test('R36 a token used again after the grace ends both sessions within a second, and only those', async () => {
  const ana = await app.registerOrg();
  const other = await signIn(ana);
  const thief = await rotate(ana.refreshToken);
  await longAgo(ana.orgId, 11);
  const reuse = await app.call('POST', '/api/auth/refresh', { body: { refreshToken: ana.refreshToken } });
  expect(reuse.problem()).toMatchObject({ status: 401, code: 'refresh_token_reused' });
  await waitUntil(
    () => alive(thief.token),
    (is) => !is,
    2000,
  );
  expect(await alive(ana.token)).toBe(false);
  expect((await app.call('POST', '/api/auth/refresh', { body: { refreshToken: thief.refreshToken } })).status).toBe(
    401,
  );
  expect(await alive(other.token)).toBe(true);
  const entries = await app.use(listAudit, { token: other.token });
  expect(entries[0]?.action).toBe('auth.refresh_token_reused');
});

test.each([
  ['one of nobody', () => makeToken('srr', '00000000-0000-4000-8000-000000000000').text],
  ['not a token', () => 'abc'],
  ['an access token', (user: TestUser) => user.token],
])('R36 %s is refused', async (_what, make) => {
  const ana = await app.registerOrg();
  const answer = await app.call('POST', '/api/auth/refresh', { body: { refreshToken: make(ana).slice(0, 200) } });
  expect(answer.problem()).toMatchObject({ status: 401, code: 'unauthenticated' });
});

test('R36 an expired one is refused, and without one the answer says what to send', async () => {
  const ana = await app.registerOrg();
  await app.database.admin.query('update refresh_tokens set expires_at = now() where org_id = $1', [ana.orgId]);
  expect((await app.call('POST', '/api/auth/refresh', { body: { refreshToken: ana.refreshToken } })).status).toBe(401);
  expect((await app.call('POST', '/api/auth/refresh')).problem().hint).toContain('refreshToken');
});

test('R36 logout ends this sign-in: refresh and access token, no other one', async () => {
  const ana = await app.registerOrg();
  const other = await signIn(ana);
  await app.use(logout, { token: ana.token });
  expect(await alive(ana.token)).toBe(false);
  expect((await app.call('POST', '/api/auth/refresh', { body: { refreshToken: ana.refreshToken } })).status).toBe(401);
  expect(await alive(other.token)).toBe(true);
  const ended = await app.call('GET', '/api/me', { token: ana.token });
  expect(ended.problem()).toMatchObject({ code: 'token_expired', detail: 'This sign-in has been ended.' });
});

test('R36 logout works by the refresh token alone, and is no error without any', async () => {
  const ana = await app.registerOrg();
  await app.use(logout, { token: 'expired.or.wrong', body: { refreshToken: ana.refreshToken } });
  expect(await alive(ana.token)).toBe(false);
  await app.use(logout, { body: {} });
});

test('R36 logout everywhere and a changed password end every sign-in', async () => {
  const ana = await app.registerOrg();
  const other = await signIn(ana);
  await app.use(logout, { token: ana.token, body: { everywhere: true } });
  expect([await alive(ana.token), await alive(other.token)]).toEqual([false, false]);

  const before = await signIn(ana);
  const newPassword = 'another long password';
  const wrong = await app.call('POST', '/api/me/password', {
    token: before.token,
    body: { currentPassword: 'not this one', newPassword },
  });
  expect(wrong.problem().errors?.[0]?.field).toBe('currentPassword');
  const changed = await app.use(changePassword, {
    token: before.token,
    body: { currentPassword: ana.password, newPassword },
  });
  expect([await alive(before.token), await alive(changed.token)]).toEqual([false, true]);
  expect(
    (await app.call('POST', '/api/auth/login', { body: { email: ana.email, password: ana.password } })).status,
  ).toBe(401);
  expect(await app.use(getMe, { token: (await signIn({ ...ana, password: newPassword })).token })).toBeDefined();
});

test('R36 a change of rights made by another process is noticed within a second', async () => {
  const ana = await app.registerOrg();
  expect(await alive(ana.token)).toBe(true);
  await app.database.admin.query('update users set token_version = token_version + 1 where id = $1', [ana.userId]);
  await waitUntil(
    () => alive(ana.token),
    (is) => !is,
    2000,
  );
});
