import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSecret } from '@sri/shared/node/secret-seal.ts';
import { listAudit } from '@sri/shared/protocol/api/audit.ts';
import { deleteSecret, listSecrets, putSecret } from '@sri/shared/protocol/api/secrets.ts';
import { waitFor } from '../../../infrastructure/test/wait-for.ts';
import type { TestUser } from '../../test/factories.ts';
import { createTestPlane, type TestPlane } from '../../test/plane.ts';
import { readyUser } from '../../test/ready-flow.ts';

const KEY = 'the session key of these tests, long enough!';
const VALUE = 'Canario-7731-ñandú';

let plane: TestPlane;
let admin: TestUser;
let other: TestUser;

beforeAll(async () => {
  plane = await createTestPlane({ env: { SESSION_ENCRYPTION_KEY: KEY } });
  [admin, other] = [await plane.registerOrg(), await plane.registerOrg()];
});
afterAll(() => plane.close());

const put = (name: string, value: string, { token } = admin) =>
  plane.use(putSecret, { token, params: { name }, body: { value } });
const names = async ({ token } = admin): Promise<string[]> =>
  (await plane.use(listSecrets, { token })).items.map(({ name }) => name);
const copyOf = (name: string, { orgId } = admin) => plane.redis.hget(plane.keys.orgSecrets(orgId), name);

test('a secret is written and never read: not by a route, not in the audit log, not in Redis', async () => {
  const made = await put('clave_cargill', VALUE);
  expect(made).toMatchObject({ name: 'clave_cargill', updatedBy: { userId: admin.userId }, sealed: true });
  const listed = await plane.call('GET', '/api/secrets', { token: admin.token });
  expect(listed.text).toContain('clave_cargill');
  const copy = (await copyOf('clave_cargill')) ?? '';
  const { rows } = await plane.database.admin.query<{ all: string }>(
    `select (select string_agg(sealed, ' ') from org_secrets) || (select string_agg(details::text, ' ') from audit_log) as all`,
  );
  for (const text of [JSON.stringify(made), listed.text, copy, rows[0]?.all ?? ''])
    expect(text).not.toContain('Canario');
  const owner = { orgId: admin.orgId, name: 'clave_cargill' };
  expect(openSecret(copy, owner, { keys: { current: KEY }, acceptPlain: false })).toBe(VALUE);
});

test('it is changed, deleted, and each of that is noted with who did it', async () => {
  await put('otra', 'una');
  const first = await copyOf('otra');
  await put('otra', 'dos');
  expect(await copyOf('otra')).not.toBe(first);
  await plane.use(deleteSecret, { token: admin.token, params: { name: 'otra' } });
  expect([await copyOf('otra'), await names()]).toEqual([null, ['clave_cargill']]);
  const gone = await plane.call('DELETE', '/api/secrets/otra', { token: admin.token });
  expect(gone.status).toBe(404);
  const log = await plane.use(listAudit, { token: admin.token });
  const own = log.filter(({ subject }) => subject === 'otra').map(({ action, actorId }) => [action, actorId]);
  expect(own).toEqual([
    ['secret.deleted', admin.userId],
    ['secret.changed', admin.userId],
    ['secret.created', admin.userId],
  ]);
});

test('R32 the same name in two organisations is two secrets', async () => {
  await put('clave_cargill', 'ajena', other);
  expect(await names(other)).toEqual(['clave_cargill']);
  const mine = await copyOf('clave_cargill');
  expect(mine).not.toBe(await copyOf('clave_cargill', other));
  await plane.use(deleteSecret, { token: other.token, params: { name: 'clave_cargill' } });
  expect(await copyOf('clave_cargill')).toBe(mine);
});

const KEY_OF_CODES = 'GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ';

test('a key for one-time codes is kept as one, and answered with its code of now alone', async () => {
  const made = await plane.use(putSecret, {
    token: admin.token,
    params: { name: 'codigo' },
    body: { value: KEY_OF_CODES, kind: 'totp' },
  });
  expect(made).toMatchObject({ kind: 'totp', code: expect.stringMatching(/^\d{6}$/) as unknown });
  const kept = openSecret(
    (await copyOf('codigo')) ?? '',
    { orgId: admin.orgId, name: 'codigo' },
    {
      keys: { current: KEY },
      acceptPlain: false,
    },
  );
  expect(kept).toMatch(/^otpauth:\/\/totp\//);
  const { items } = await plane.use(listSecrets, { token: admin.token });
  expect(items.find(({ name }) => name === 'codigo')).toMatchObject({ kind: 'totp' });
  await plane.use(deleteSecret, { token: admin.token, params: { name: 'codigo' } });
});

test.each([
  ['a password as a key', { value: 'Canario-7731', kind: 'totp' }, 'value'],
  ['a key as a text', { value: 'otpauth://totp/x?secret=GEZDGNBVGY3TQOJQ' }, 'kind'],
  ['a kind that is none', { value: 'x', kind: 'sms' }, 'kind'],
])('%s is refused, and says which field', async (_what, body, field) => {
  const answer = await plane.call('PUT', '/api/secrets/nueva', { token: admin.token, body });
  expect(answer.status).toBe(422);
  expect(answer.problem().errors?.[0]?.field).toBe(field);
});

test.each([
  ['a name with a space', 'una clave', { value: 'x' }],
  ['no value', 'clave', { value: '' }],
  ['a field too many', 'clave', { value: 'x', nota: 'y' }],
])('%s is refused', async (_what, name, body) => {
  const path = `/api/secrets/${encodeURIComponent(name)}`;
  expect((await plane.call('PUT', path, { token: admin.token, body })).status).toBe(422);
});

test('what Redis loses is put back, what does not belong there is taken away', async () => {
  await put('clave_cargill', VALUE);
  const copy = await copyOf('clave_cargill');
  const key = plane.keys.orgSecrets(admin.orgId);
  await plane.redis.del(key);
  await waitFor('the copy', async () => (await copyOf('clave_cargill')) === copy);
  await plane.redis.hset(key, { clave_cargill: 'garbled', borrada: 'old' });
  await waitFor('what the record says', async () => (await copyOf('clave_cargill')) === copy);
  await waitFor('the stray one to go', async () => (await copyOf('borrada')) === null);
  expect(await copyOf('clave_cargill')).toBe(copy);
});

test('a run of a flow that names a secret which is not there is refused, and taken once it is', async () => {
  const fill = { type: 'fillSecret', target: '#clave', secret: 'pin_nuevo' };
  const steps = [
    { type: 'if', condition: { exists: '#clave' }, then: [fill] },
    { type: 'fillSecret', target: '#x', secret: 'apagado', disabled: true },
  ];
  const user = await readyUser(plane, { steps });
  const run = () => plane.call('POST', '/api/run', { token: user.token, body: { providerId: user.providerId } });
  const refused = (await run()).problem();
  expect(refused).toMatchObject({ status: 409, code: 'secret_missing' });
  expect(refused.errors).toEqual([{ field: 'flowId', message: 'names the secret "pin_nuevo", which does not exist' }]);
  await put('pin_nuevo', '4711', user);
  expect((await run()).status).toBe(202);
});

test('without SESSION_ENCRYPTION_KEY it lies open, as sessions do, and that is told', async () => {
  const open = await createTestPlane();
  try {
    const { token, orgId } = await open.registerOrg();
    const made = await open.use(putSecret, { token, params: { name: 'clave' }, body: { value: VALUE } });
    expect(made.sealed).toBe(false);
    const text = (await open.redis.hget(open.keys.orgSecrets(orgId), 'clave')) ?? '';
    expect(openSecret(text, { orgId, name: 'clave' }, { keys: undefined, acceptPlain: true })).toBe(VALUE);
  } finally {
    await open.close();
  }
});

test('R46 after its key was changed a secret is under the new one, and the old one may go', async () => {
  const NEW_KEY = 'another session key of these tests, long too';
  await put('rotada', VALUE);
  const second = await plane.startPlane({ SESSION_ENCRYPTION_KEY: NEW_KEY, SESSION_ENCRYPTION_KEY_PREVIOUS: KEY });
  const owner = { orgId: admin.orgId, name: 'rotada' };
  const opened = async (): Promise<string | null> =>
    openSecret((await copyOf('rotada')) ?? '', owner, { keys: { current: NEW_KEY }, acceptPlain: false });
  await waitFor('the new seal', async () => (await opened()) === VALUE);
  await second.stop();
  const { rows } = await plane.database.admin.query<{ sealed: string }>(
    "select sealed from org_secrets where org_id = $1 and name = 'rotada'",
    [admin.orgId],
  );
  expect(rows).toEqual([{ sealed: await copyOf('rotada') }]);
});
