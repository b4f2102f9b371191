import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listAudit } from '@sri/shared/protocol/api/audit.ts';
import { getMe, login } from '@sri/shared/protocol/api/auth.ts';
import {
  acceptInvitation,
  createInvitation,
  listInvitations,
  readInvitation,
  revokeInvitation,
} from '@sri/shared/protocol/api/invitations.ts';
import { changeMember, listMembers, removeMember } from '@sri/shared/protocol/api/members.ts';
import type { Role } from '@sri/shared/model/user.ts';
import { createTestApp, type TestApp } from '../../test/app.ts';
import { TEST_PASSWORD, uniqueEmail, type TestUser } from '../../test/factories.ts';

let app: TestApp;
let admin: TestUser;

beforeAll(async () => {
  app = await createTestApp();
  admin = await app.registerOrg();
});
afterAll(() => app.close());

const invite = (role: Role = 'operator', email = uniqueEmail(), token = admin.token) =>
  app.use(createInvitation, { token, body: { email, role } });
const accept = (token: string) =>
  app.call('POST', '/api/invitations/accept', { body: { token, name: 'Lucía Benítez', password: TEST_PASSWORD } });
const codeOf = async (answer: Promise<{ problem: () => { code: string } }>): Promise<string> =>
  (await answer).problem().code;

test('whoever has the link sees what it is for, and becomes a member with the role that was given, signed in', async () => {
  const { email, token } = await invite('creator');
  expect(await app.use(readInvitation, { body: { token } })).toMatchObject({
    orgName: 'Mi Empresa',
    email,
    role: 'creator',
    invitedBy: 'Admin User',
  });
  const signedIn = await app.use(acceptInvitation, { body: { token, name: 'Lucía Benítez', password: TEST_PASSWORD } });
  expect(signedIn).toMatchObject({ user: { email, name: 'Lucía Benítez', role: 'creator' }, org: { id: admin.orgId } });
  expect(await app.use(getMe, { token: signedIn.token })).toMatchObject({ role: 'creator' });
  expect(await app.use(login, { body: { email, password: TEST_PASSWORD } })).toMatchObject({ user: { email } });
  const listed = (await app.use(listInvitations, { token: admin.token })).find((one) => one.email === email);
  expect(listed?.acceptedAt).not.toBeNull();
  const actions = (await app.use(listAudit, { token: admin.token })).map(({ action }) => action);
  expect(actions).toEqual(expect.arrayContaining(['invitation.created', 'invitation.accepted']));
});

test('R39 the token is shown once; the table has its SHA-256 alone', async () => {
  const { token, id } = await invite();
  const { rows } = await app.database.admin.query('select to_jsonb(i) as row from invitations i where id = $1', [id]);
  expect(JSON.stringify(rows)).not.toContain(token);
  expect(JSON.stringify(await app.use(listInvitations, { token: admin.token }))).not.toContain(token);
});

describe('an invitation ends', () => {
  test('of two who come with one link at once, one gets in', async () => {
    const { token, email } = await invite();
    const answers = await Promise.all([accept(token), accept(token)]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 410]);
    const members = await app.use(listMembers, { token: admin.token });
    expect(members.filter((member) => member.email === email)).toHaveLength(1);
  });

  test('by being withdrawn, by a newer one, by time; in the same words as one that never was', async () => {
    const withdrawn = await invite();
    await app.use(revokeInvitation, { token: admin.token, params: { invitationId: withdrawn.id } });
    const older = await invite();
    const newer = await invite('reader', older.email);
    const late = await invite();
    await app.database.admin.query("update invitations set expires_at = now() - interval '1 s' where id = $1", [
      late.id,
    ]);
    const bodies = await Promise.all(
      [withdrawn.token, older.token, late.token, 'srv_nothing'].map(async (token) => {
        const { requestId: _, ...problem } = (await accept(token)).problem();
        return problem;
      }),
    );
    expect(bodies[0]).toMatchObject({ status: 410, code: 'invitation_ended' });
    expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1);
    expect((await app.call('POST', '/api/invitations/read', { body: { token: newer.token } })).status).toBe(200);
  });

  test('R40 with the rights of whoever made it: removed, or made less than admin', async () => {
    const first = await app.addMember(admin, 'admin');
    const second = await app.addMember(admin, 'admin');
    const byFirst = await invite('admin', uniqueEmail(), first.token);
    const bySecond = await invite('admin', uniqueEmail(), second.token);
    await app.use(removeMember, { token: admin.token, params: { userId: first.userId } });
    await app.use(changeMember, { token: admin.token, params: { userId: second.userId }, body: { role: 'operator' } });
    expect(await codeOf(accept(byFirst.token))).toBe('invitation_ended');
    expect(await codeOf(accept(bySecond.token))).toBe('invitation_ended');
  });
});

test('an address that has an account is refused when it is invited; a former member may come back', async () => {
  const stranger = await app.registerOrg();
  const taken = { token: admin.token, body: { email: stranger.email, role: 'reader' } };
  expect(await codeOf(app.call('POST', '/api/invitations', taken))).toBe('email_taken');
  const member = await app.addMember(admin, 'operator');
  const again = { token: admin.token, body: { email: member.email, role: 'reader' } };
  expect(await codeOf(app.call('POST', '/api/invitations', again))).toBe('email_taken');
  await app.use(removeMember, { token: admin.token, params: { userId: member.userId } });
  const { token } = await invite('reader', member.email);
  const back = await app.use(acceptInvitation, { body: { token, name: 'Otra vez', password: TEST_PASSWORD } });
  expect(back.user).toMatchObject({ id: member.userId, role: 'reader' });
  expect((await app.call('GET', '/api/me', { token: member.token })).status).toBe(401);
});

test('R30 a link of another organisation leads into that one, whoever is signed in', async () => {
  const other = await app.registerOrg('Otra Firma');
  const { token } = await invite('reader', uniqueEmail(), other.token);
  const answer = await app.use(readInvitation, { token: admin.token, body: { token } });
  expect(answer.orgName).toBe('Otra Firma');
  const listed = await app.use(listInvitations, { token: admin.token });
  expect(listed.some(({ email }) => email === answer.email)).toBe(false);
});
