import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '@sri/shared/model/ids.ts';
import { createApiKey, listApiKeys, revokeApiKey } from '@sri/shared/protocol/api/api-keys.ts';
import { listAudit } from '@sri/shared/protocol/api/audit.ts';
import { getMe } from '@sri/shared/protocol/api/auth.ts';
import { addMember, changeMember, listMembers, removeMember } from '@sri/shared/protocol/api/members.ts';
import { createTestApp, type TestApp } from '../../test/app.ts';
import { TEST_PASSWORD, type TestUser } from '../../test/factories.ts';

let app: TestApp;
let admin: TestUser;

beforeAll(async () => {
  app = await createTestApp();
  admin = await app.registerOrg();
});
afterAll(() => app.close());

const me = (token: string) => app.call('GET', '/api/me', { token });
const remove = (userId: string) => app.call('DELETE', `/api/members/${userId}`, { token: admin.token });

describe('members', () => {
  test('one is added with a role, listed, and signs in', async () => {
    const creator = await app.addMember(admin, 'creator');
    const members = await app.use(listMembers, { token: creator.token });
    expect(members.find(({ userId }) => userId === creator.userId)).toMatchObject({
      role: 'creator',
      email: creator.email,
    });
    expect(await app.use(getMe, { token: creator.token })).toMatchObject({ role: 'creator', org: { id: admin.orgId } });
  });

  test('an address that has an account anywhere is refused', async () => {
    const stranger = await app.registerOrg();
    const body = { email: stranger.email, name: 'X', password: TEST_PASSWORD, role: 'reader' };
    const answer = await app.call('POST', '/api/members', { token: admin.token, body });
    expect(answer.problem().code).toBe('email_taken');
  });

  test('a changed role ends the tokens of the old one at once; a refresh gives the new one', async () => {
    const member = await app.addMember(admin, 'creator');
    await app.use(changeMember, { token: admin.token, params: { userId: member.userId }, body: { role: 'reader' } });
    const refused = await me(member.token);
    expect(refused.problem()).toMatchObject({
      code: 'token_expired',
      detail: expect.stringContaining('role') as unknown,
    });
    const { body } = await app.call('POST', '/api/auth/refresh', { body: { refreshToken: member.refreshToken } });
    expect((await me((body as { token: string }).token)).body).toMatchObject({ role: 'reader' });
  });

  test('a password that an admin gives ends the sign-ins and is the one that counts', async () => {
    const member = await app.addMember(admin, 'operator');
    const password = 'given by the admin';
    await app.use(changeMember, { token: admin.token, params: { userId: member.userId }, body: { password } });
    expect((await me(member.token)).status).toBe(401);
    const login = (word: string) =>
      app.call('POST', '/api/auth/login', { body: { email: member.email, password: word } });
    expect([(await login(member.password)).status, (await login(password)).status]).toEqual([401, 200]);
  });

  test('a removed member is out at once, keys included; his name stays, and he can be taken back', async () => {
    const member = await app.addMember(admin, 'admin');
    const { key } = await app.use(createApiKey, { token: member.token, body: { name: 'k', role: 'reader' } });
    expect((await me(key)).status).toBe(200);
    await app.use(removeMember, { token: admin.token, params: { userId: member.userId } });
    expect([(await me(member.token)).status, (await me(key)).status]).toEqual([401, 401]);
    const signIn = { email: member.email, password: member.password };
    expect((await app.call('POST', '/api/auth/login', { body: signIn })).problem().code).toBe('invalid_credentials');
    const members = await app.use(listMembers, { token: admin.token });
    expect(members.some(({ userId }) => userId === member.userId)).toBe(false);
    expect((await remove(member.userId)).status).toBe(404);
    const again = { email: member.email, name: 'Otra vez', password: TEST_PASSWORD, role: 'reader' };
    const back = await app.use(addMember, { token: admin.token, body: again });
    expect(back).toMatchObject({ userId: member.userId, role: 'reader', name: 'Otra vez' });
    expect((await app.call('POST', '/api/auth/login', { body: signIn })).status).toBe(200);
    expect((await me(key)).status).toBe(401);
  });

  test('the last admin can neither go nor become less, also when two go at once', async () => {
    const owner = await app.registerOrg();
    const path = (userId: string) => `/api/members/${userId}`;
    const gone = await app.call('DELETE', path(owner.userId), { token: owner.token });
    expect(gone.problem()).toMatchObject({ status: 409, code: 'last_admin' });
    const less = await app.call('PATCH', path(owner.userId), { token: owner.token, body: { role: 'reader' } });
    expect(less.problem().code).toBe('last_admin');
    const second = await app.addMember(owner, 'admin');
    const both = await Promise.all([
      app.call('PATCH', path(owner.userId), { token: second.token, body: { role: 'reader' } }),
      app.call('PATCH', path(second.userId), { token: owner.token, body: { role: 'reader' } }),
    ]);
    expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test('what does not fit is refused by its field', async () => {
    const patch = (body: object) => app.call('PATCH', `/api/members/${admin.userId}`, { token: admin.token, body });
    expect((await patch({})).problem().status).toBe(422);
    expect((await patch({ role: 'root' })).problem().errors?.[0]?.field).toBe('role');
    expect((await patch({ password: 'short' })).problem().errors?.[0]?.field).toBe('password');
    expect((await remove(newId())).problem().code).toBe('not_found');
  });

  test('R41 each change stands in the audit log, with who did it', async () => {
    const member = await app.addMember(admin, 'reader');
    await app.use(changeMember, { token: admin.token, params: { userId: member.userId }, body: { role: 'operator' } });
    await app.use(removeMember, { token: admin.token, params: { userId: member.userId } });
    const entries = await app.use(listAudit, { token: admin.token, query: { limit: '10' } });
    const mine = entries.filter(({ subject }) => subject === member.userId);
    const expected = [
      { action: 'member.removed', actorId: admin.userId },
      { action: 'member.role_changed', actorId: admin.userId, details: { from: 'reader', to: 'operator' } },
      { action: 'auth.signed_in', actorId: member.userId },
      { action: 'member.added', actorId: admin.userId, details: { role: 'reader' } },
    ];
    expect(mine).toMatchObject(expected);
  });
});

describe('R39 API keys', () => {
  test('a key is shown once, works, tells when it was used, and ends when revoked', async () => {
    const { key, id } = await app.use(createApiKey, { token: admin.token, body: { name: 'ERP', role: 'operator' } });
    const used = await me(key);
    expect(used.body).toMatchObject({ role: 'operator', via: 'apiKey' });
    const listed = (await app.use(listApiKeys, { token: admin.token })).find((one) => one.id === id);
    expect(listed?.lastUsedAt).not.toBeNull();
    expect(JSON.stringify(listed)).not.toContain(key.slice(key.indexOf('_', 'sri_'.length) + 1));
    await app.use(revokeApiKey, { token: admin.token, params: { keyId: id } });
    expect((await me(key)).problem().code).toBe('unauthenticated');
    await app.use(revokeApiKey, { token: admin.token, params: { keyId: id } });
  });

  test('a dump of the table holds no usable key', async () => {
    const { key } = await app.use(createApiKey, { token: admin.token, body: { name: 'ERP' } });
    const { rows } = await app.database.admin.query<{ row: string }>('select k::text as row from api_keys k');
    const dump = rows.map(({ row }) => row).join('\n');
    const secret = key.split('_').slice(2).join('_');
    expect(dump).not.toContain(secret);
    expect(dump).not.toContain(secret.slice(0, 8));
  });

  test('an expired key is none', async () => {
    const { key, id } = await app.use(createApiKey, { token: admin.token, body: { name: 'k', expiresInDays: 1 } });
    await app.database.admin.query('update api_keys set expires_at = now() where id = $1', [id]);
    expect((await me(key)).status).toBe(401);
  });

  test('a key never does more than its maker may now', async () => {
    const maker = await app.addMember(admin, 'admin');
    const { key } = await app.use(createApiKey, { token: maker.token, body: { name: 'k', role: 'admin' } });
    expect((await me(key)).body).toMatchObject({ role: 'admin' });
    await app.use(changeMember, { token: admin.token, params: { userId: maker.userId }, body: { role: 'reader' } });
    expect((await me(key)).body).toMatchObject({ role: 'reader' });
  });

  test('a key is no sign-in: it changes no password and is taken in no cookie', async () => {
    const { key } = await app.use(createApiKey, { token: admin.token, body: { name: 'k', role: 'admin' } });
    const body = { currentPassword: admin.password, newPassword: 'another password' };
    expect((await app.call('POST', '/api/me/password', { token: key, body })).problem().code).toBe('forbidden');
    expect((await app.call('GET', '/api/me', { headers: { cookie: `sri_session=${key}` } })).status).toBe(401);
  });

  test('one of an unknown organisation, or with a letter changed, is refused alike', async () => {
    const { key } = await app.use(createApiKey, { token: admin.token, body: { name: 'k' } });
    const elsewhere = key.replace(/_[0-9a-f]{32}_/, `_${newId().replaceAll('-', '')}_`);
    const changed = `${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`;
    for (const wrong of [elsewhere, changed]) expect((await me(wrong)).problem().code).toBe('unauthenticated');
  });

  test('what does not fit is refused by its field', async () => {
    const answer = await app.call('POST', '/api/api-keys', { token: admin.token, body: { name: '', role: 'root' } });
    expect(new Set(answer.problem().errors?.map(({ field }) => field))).toEqual(new Set(['name', 'role']));
  });
});
