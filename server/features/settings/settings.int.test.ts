import { afterAll, beforeAll, expect, test } from 'vitest';
import { listAudit } from '@sri/shared/protocol/api/audit.ts';
import { getMe } from '@sri/shared/protocol/api/auth.ts';
import { changeSettings, getSettings } from '@sri/shared/protocol/api/settings.ts';
import { createTestApp, type TestApp } from '../../test/app.ts';
import type { TestUser } from '../../test/factories.ts';

let app: TestApp;
let admin: TestUser;

beforeAll(async () => {
  app = await createTestApp();
  admin = await app.registerOrg();
});
afterAll(() => app.close());

const change = (body: object, token = admin.token) => app.call('PATCH', '/api/settings', { token, body });

test('what is sent is changed, the rest stays, and the record tells both values', async () => {
  const before = await app.use(getSettings, { token: admin.token });
  const after = await app.use(changeSettings, {
    token: admin.token,
    body: { name: 'Agrícola del Valle', timeZone: 'America/Bogota' },
  });
  expect(after).toEqual({ ...before, name: 'Agrícola del Valle', timeZone: 'America/Bogota' });
  expect((await app.use(getMe, { token: admin.token })).org).toMatchObject({
    name: 'Agrícola del Valle',
    timeZone: 'America/Bogota',
  });
  const [entry] = await app.use(listAudit, { token: admin.token, query: { action: 'settings.changed' } });
  expect(entry?.details).toEqual({
    name: { from: before.name, to: 'Agrícola del Valle' },
    timeZone: { from: before.timeZone, to: 'America/Bogota' },
  });
});

test('what does not differ is not noted', async () => {
  const { name } = await app.use(getSettings, { token: admin.token });
  const count = async (): Promise<number> =>
    (await app.use(listAudit, { token: admin.token, query: { action: 'settings.changed' } })).length;
  const before = await count();
  expect((await change({ name })).status).toBe(200);
  expect(await count()).toBe(before);
});

test.each([
  ['an unknown zone', { timeZone: 'America/Atlantida' }, 'timeZone'],
  ['more waiting executions than an installation grants', { maxQueued: 10_001 }, 'maxQueued'],
  ['no name', { name: '  ' }, 'name'],
  ['nothing', {}, ''],
  ['a field that is none', { retention: 5 }, 'retention'],
])('%s is refused at its field', async (_what, body, field) => {
  const { status, errors } = (await change(body)).problem();
  expect({ status, field: errors?.[0]?.field }).toEqual({ status: 422, field });
});

test("R30 another organisation's settings are neither read nor changed", async () => {
  const other = await app.registerOrg('Otra Firma');
  await app.use(changeSettings, { token: other.token, body: { maxQueued: 7 } });
  expect(await app.use(getSettings, { token: other.token })).toMatchObject({ name: 'Otra Firma', maxQueued: 7 });
  expect((await app.use(getSettings, { token: admin.token })).maxQueued).not.toBe(7);
});
