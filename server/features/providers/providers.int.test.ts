import { afterAll, beforeAll, expect, test } from 'vitest';
import { listAudit } from '@sri/shared/protocol/api/audit.ts';
import { createProvider, deleteProvider, listProviders, updateProvider } from '@sri/shared/protocol/api/providers.ts';
import { createTestApp, type TestApp } from '../../test/app.ts';
import type { TestUser } from '../../test/factories.ts';

let app: TestApp;
let ana: TestUser;
let other: TestUser;

beforeAll(async () => {
  app = await createTestApp();
  [ana, other] = [await app.registerOrg(), await app.registerOrg()];
});
afterAll(() => app.close());

const slugs = async (token?: string): Promise<string[]> =>
  (await app.use(listProviders, { token })).map(({ slug }) => slug);
const make = (slug: string, more: object = {}) =>
  app.use(createProvider, { token: ana.token, body: { slug, name: slug, ...more } });
const refused = async (body: object) =>
  (await app.call('POST', '/api/providers', { token: ana.token, body })).problem();

test("the guide's call without a token shows the catalogue; with one also the organisation's own", async () => {
  await make('acopio');
  expect(await slugs()).toEqual(['cargill', 'practica']);
  expect(await slugs(ana.token)).toEqual(['cargill', 'practica', 'acopio']);
  expect(await slugs(other.token)).toEqual(['cargill', 'practica']);
});

test('domains become the sites they belong to, and the own address counts among them', async () => {
  const provider = await make('bunge', {
    baseUrl: 'https://portal.bunge.com.ar/login',
    domains: ['WWW.Bunge.com', 'bunge.com', 'id.bungeloders.com'],
    country: 'ar',
  });
  expect(provider).toMatchObject({ country: 'AR', domains: ['bunge.com', 'bungeloders.com', 'bunge.com.ar'] });
});

test('what does not fit is named by its field', async () => {
  const fields = async (change: object) =>
    (await refused({ slug: 'x', name: 'X', ...change })).errors?.map(({ field }) => field);
  expect(await fields({ slug: 'Con Espacio' })).toEqual(['slug']);
  expect(await fields({ baseUrl: 'ftp://x' })).toEqual(['baseUrl']);
  expect(await fields({ loginUrl: 'javascript:alert(1)' })).toEqual(['loginUrl']);
  expect(await fields({ domains: ['bunge.com', 'com.ar'] })).toEqual(['domains[1]']);
  expect(await fields({ maxPerAccount: 0 })).toEqual(['maxPerAccount']);
  expect(await fields({ other: 1 })).toEqual(['other']);
});

test("a slug is one portal: the organisation's own and the catalogue's are taken, another organisation's is not", async () => {
  await make('vicentin');
  expect(await refused({ slug: 'vicentin', name: 'X' })).toMatchObject({ status: 409, code: 'conflict' });
  expect(await refused({ slug: 'cargill', name: 'X' })).toMatchObject({ status: 409, code: 'conflict' });
  const theirs = { slug: 'vicentin', name: 'X' };
  expect((await app.call('POST', '/api/providers', { token: other.token, body: theirs })).status).toBe(201);
  const once = await Promise.all(
    Array.from({ length: 5 }, () =>
      app.call('POST', '/api/providers', { token: ana.token, body: { slug: 'a-la-vez', name: 'X' } }),
    ),
  );
  expect(once.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(once.filter(({ status }) => status === 409)).toHaveLength(4);
});

test('a change touches what it names; the slug stays', async () => {
  const { id } = await make('molinos', { loginUrl: 'https://molinos.com.ar/login', maxPerAccount: 2 });
  const params = { providerId: id };
  const changed = await app.use(updateProvider, {
    token: ana.token,
    params,
    body: { name: 'Molinos', loginUrl: null },
  });
  expect(changed).toMatchObject({ name: 'Molinos', loginUrl: null, maxPerAccount: 2, slug: 'molinos' });
  const answer = await app.call('PATCH', `/api/providers/${id}`, { token: ana.token, body: { slug: 'otro' } });
  expect(answer.problem().errors?.[0]?.field).toBe('slug');
});

test('the catalogue is read by all and changed by nobody', async () => {
  const [cargill] = await app.use(listProviders);
  const path = `/api/providers/${cargill?.id}`;
  expect((await app.call('GET', path, { token: ana.token })).status).toBe(200);
  for (const [method, body] of [
    ['PATCH', { name: 'X' }],
    ['DELETE', undefined],
  ] as const) {
    expect((await app.call(method, path, { token: ana.token, body })).problem().code).toBe('forbidden');
  }
});

test('one that is in use stays, an unused one goes; both are told in the audit log', async () => {
  const used = await make('usado');
  const { orgId, userId, token } = ana;
  await app.database.admin.query(
    "insert into connected_providers (org_id, user_id, provider_id, status) values ($1, $2, $3, 'active')",
    [orgId, userId, used.id],
  );
  const answer = await app.call('DELETE', `/api/providers/${used.id}`, { token });
  expect(answer.problem()).toMatchObject({ status: 409, code: 'conflict' });
  const unused = await make('sin-uso');
  await app.use(deleteProvider, { token, params: { providerId: unused.id } });
  expect(await slugs(token)).not.toContain('sin-uso');
  const entries = await app.use(listAudit, { token, query: { limit: '3' } });
  expect(entries.map(({ action }) => action)).toEqual(['provider.deleted', 'provider.created', 'provider.created']);
});
