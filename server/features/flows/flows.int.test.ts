import { afterAll, beforeAll, expect, test } from 'vitest';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { hmacHex } from '@sri/shared/node/sign.ts';
import { sha256Hex } from '@sri/shared/node/digest.ts';
import { getDraft, importFlow, putDraft } from '@sri/shared/protocol/api/flow-drafts.ts';
import * as api from '@sri/shared/protocol/api/flows.ts';
import { SCRIPTS_BUCKET } from '@sri/shared/protocol/s3-keys.ts';
import type { TestUser } from '../../test/factories.ts';
import { createTestPlane, TEST_SIGNING_SECRET, type TestPlane } from '../../test/plane.ts';
import { CARGILL, TEST_STEPS } from '../../test/ready-flow.ts';

let plane: TestPlane;
let user: TestUser;
let other: TestUser;

beforeAll(async () => {
  plane = await createTestPlane();
  user = await plane.registerOrg();
  other = await plane.registerOrg('Otra');
});
afterAll(() => plane?.close());

const TABLE = { type: 'parse', as: 'table', from: '{{filas}}', saveAs: 'tabla' };

const body = (more: object = {}) => ({
  providerId: CARGILL,
  version: '1.0.0',
  name: 'Test Flow',
  description: 'Flujo de prueba',
  steps: TEST_STEPS,
  ...more,
});
const create = (more: object = {}) => plane.use(api.createFlow, { token: user.token, body: body(more) });
const faultsOf = async (more: object): Promise<[number, (string | undefined)[]]> => {
  const answer = await plane.call('POST', '/api/flows', { token: user.token, body: body(more) });
  return [answer.status, answer.problem().errors?.map(({ field }) => field) ?? []];
};

test('a flow as in the guide is hashed, signed, and kept in Postgres and in S3', async () => {
  const flow = await create();
  const { rows } = await plane.database.admin.query<{ script: string; uploaded: boolean }>(
    'select script, uploaded_at is not null as uploaded from flow_versions where flow_id = $1',
    [flow.flowId],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('no version');
  expect(flow).toMatchObject({ version: '1.0.0', name: 'Test Flow', providerId: CARGILL });
  expect(flow.scriptHash).toBe(sha256Hex(row.script));
  expect(flow.scriptSignature).toBe(hmacHex(TEST_SIGNING_SECRET, row.script));
  expect(flow.scriptKey).toBe(`scripts/${user.orgId}/${flow.flowId}/${flow.scriptHash}.json`);
  const script = JSON.parse(row.script) as { manifest: object; steps: { id: string }[] };
  expect(script.manifest).toMatchObject({ purpose: 'flow', orgId: user.orgId, flowId: flow.flowId, version: '1.0.0' });
  expect(script.steps.map(({ id }) => id)).toEqual(['s1', 's2']);
  expect(row.uploaded).toBe(true);
  const object = await plane.s3.send(new GetObjectCommand({ Bucket: SCRIPTS_BUCKET, Key: flow.scriptKey }));
  expect(await object.Body?.transformToString()).toBe(row.script);
});

test.each([
  ['an unknown step type', { steps: [...TEST_STEPS, { type: 'teleport' }] }, 'steps[2].type'],
  ['a bad address', { steps: [{ type: 'navigate', url: 'javascript:alert(1)' }] }, 'steps[0].url'],
  ['a missing field', { steps: [{ type: 'navigate' }] }, 'steps[0].url'],
  [
    'a fault inside a branch',
    { steps: [{ type: 'if', condition: { exists: '#a' }, then: [{ type: 'click' }] }] },
    'steps[0].then[0].target',
  ],
  ['no steps', { steps: [] }, 'steps'],
  ['a bad version', { version: '1' }, 'version'],
  ['an empty name', { name: ' ' }, 'name'],
  ['a provider that does not exist', { providerId: '0190a000-0000-7000-8000-00000000ffff' }, 'providerId'],
  ['a field that does not belong', { colour: 'red' }, 'colour'],
  ['text that cannot be stored', { name: 'a\0b' }, 'name'],
  [
    'a table with a contract and a name of the portal’s',
    { steps: [{ ...TABLE, table: 'liquidaciones', contract: { columns: [{ name: 'n', type: 'text' }] } }] },
    'steps[0].contract',
  ],
  [
    'a contract that sums what is no number',
    {
      steps: [
        { ...TABLE, contract: { columns: [{ name: 'n', type: 'text' }], totals: [{ printed: 't', column: 'n' }] } },
      ],
    },
    'steps[0].contract.totals[0].column',
  ],
  [
    'a printed total that the contract does not have',
    {
      steps: [{ ...TABLE, contract: { columns: [{ name: 'n', type: 'text' }] }, totals: [{ name: 't', value: '1' }] }],
    },
    'steps[0].totals[0].name',
  ],
  ['a half character in a step', { steps: [{ type: 'fill', target: '#a', value: '\ud800' }] }, 'steps[0].value'],
])('%s is refused with its path, at creation', async (_, more, field) => {
  const [status, fields] = await faultsOf(more);
  expect(status).toBe(422);
  expect(fields).toContain(field);
});

test('a provider of another organisation is as one that does not exist', async () => {
  const made = await plane.call('POST', '/api/providers', {
    token: other.token,
    body: { slug: 'ajeno', name: 'Ajeno', baseUrl: 'https://ajeno.example' },
  });
  expect(made.status).toBe(201);
  const { id } = made.body as { id: string };
  expect(await faultsOf({ providerId: id })).toEqual([422, ['providerId']]);
});

test('versions are added and never changed', async () => {
  const { flowId } = await create();
  const add = (more: object) =>
    plane.use(api.addVersion, { token: user.token, params: { id: flowId }, body: { steps: TEST_STEPS, ...more } });
  expect((await add({ version: '2.0.0' })).version).toBe('2.0.0');
  expect((await add({})).version).toBe('2.0.1');
  await expect(add({ version: '2.0.0' })).rejects.toMatchObject({ code: 'version_exists' });
  const { items } = await plane.use(api.listVersions, { token: user.token, params: { id: flowId } });
  expect(items.map(({ version }) => version)).toEqual(['2.0.1', '2.0.0', '1.0.0']);
  const one = await plane.use(api.getVersion, { token: user.token, params: { id: flowId, version: '1.0.0' } });
  expect(one.steps).toHaveLength(2);
});

test('the list of versions says what its makers noted and how their executions ended', async () => {
  const { flowId } = await create();
  const note = ' El portal cambió el menú. ';
  await plane.use(api.addVersion, {
    token: user.token,
    params: { id: flowId },
    body: { version: '1.1.0', note, steps: TEST_STEPS },
  });
  const ended = async (version: string, status: string, test = false): Promise<void> => {
    await plane.database.admin.query(
      `insert into jobs (org_id, id, user_id, provider_id, provider, flow_id, version, script_key, script_hash,
         script_signature, key_id, status, test)
       select org_id, gen_random_uuid(), created_by, $2, 'cargill', flow_id, version, script_key, script_hash,
         script_signature, key_id, $3, $4 from flow_versions where flow_id = $1 and version = $5`,
      [flowId, CARGILL, status, test, version],
    );
  };
  for (const status of ['completed', 'completed', 'failed', 'cancelled', 'running']) await ended('1.0.0', status);
  await ended('1.0.0', 'completed', true);
  const { items } = await plane.use(api.listVersions, { token: user.token, params: { id: flowId } });
  expect(items.map(({ version, note, runs }) => ({ version, note, runs }))).toEqual([
    { version: '1.1.0', note: 'El portal cambió el menú.', runs: { ended: 0, completed: 0 } },
    { version: '1.0.0', note: '', runs: { ended: 3, completed: 2 } },
  ]);
});

test('two who add a version at once get two versions, or one is told', async () => {
  const { flowId } = await create();
  const add = () =>
    plane.use(api.addVersion, { token: user.token, params: { id: flowId }, body: { steps: TEST_STEPS } });
  const made = await Promise.all([add(), add(), add()]);
  expect(made.map(({ version }) => version).toSorted()).toEqual(['1.0.1', '1.0.2', '1.0.3']);
});

test('one flow is active per provider: activating replaces it, and leads back', async () => {
  const first = await create({ name: 'Uno' });
  const second = await create({ name: 'Dos' });
  const activate = (id: string, wanted?: string) =>
    plane.use(api.activateFlow, {
      token: user.token,
      params: { id },
      ...(wanted === undefined ? {} : { body: { version: wanted } }),
    });
  await activate(first.flowId);
  expect(await activate(second.flowId)).toMatchObject({ version: '1.0.0', active: true, replaced: first.flowId });
  await plane.use(api.addVersion, {
    token: user.token,
    params: { id: second.flowId },
    body: { steps: TEST_STEPS, version: '1.1.0' },
  });
  expect(await activate(second.flowId)).toMatchObject({ version: '1.1.0', replaced: null });
  expect(await activate(second.flowId, '1.0.0')).toMatchObject({ version: '1.0.0' });
  const { items } = await plane.use(api.listFlows, { token: user.token, query: { providerId: CARGILL } });
  expect(items.filter(({ active }) => active).map(({ id, publishedVersion }) => [id, publishedVersion])).toEqual([
    [second.flowId, '1.0.0'],
  ]);
  await expect(activate(second.flowId, '9.9.9')).rejects.toMatchObject({ code: 'not_found' });
  const all = await Promise.all([first, second, first, second].map(({ flowId }) => activate(flowId)));
  expect(all).toHaveLength(4);
});

test('R32 a flow of another organisation does not exist', async () => {
  const { flowId } = await create();
  const { token } = other;
  for (const [method, path, sent] of [
    ['GET', '', undefined],
    ['GET', '/versions', undefined],
    ['GET', '/versions/1.0.0', undefined],
    ['POST', '/versions', { steps: TEST_STEPS }],
    ['POST', '/activate', undefined],
    ['GET', '/draft', undefined],
    ['PUT', '/draft', { steps: [] }],
    ['GET', '/export', undefined],
  ] as const) {
    const answer = await plane.call(method, `/api/flows/${flowId}${path}`, {
      token,
      body: sent,
      headers: { 'if-match': '"0"' },
    });
    expect([method, path, answer.status]).toEqual([method, path, 404]);
  }
});

test('R40 a reader may look and not change', async () => {
  const reader = await plane.addMember(user, 'reader');
  const { token } = reader;
  expect((await plane.call('GET', '/api/flows', { token })).status).toBe(200);
  expect((await plane.call('POST', '/api/flows', { token, body: body() })).status).toBe(403);
});

test('validate says what is wrong and stores nothing', async () => {
  const check = (sent: object) => plane.use(api.validateFlow, { token: user.token, body: sent });
  expect(await check({ steps: TEST_STEPS })).toEqual({ valid: true, errors: [] });
  const bad = await check({ steps: [{ type: 'fill', value: 'x' }] });
  expect(bad.valid).toBe(false);
  expect(bad.errors.map(({ field }) => field)).toContain('steps[0].target');
});

test('a draft is saved only over what its writer has read', async () => {
  const { flowId } = await create();
  const params = { id: flowId };
  const { token } = user;
  const put = (ifMatch: string | undefined, document: object) =>
    plane.call('PUT', `/api/flows/${flowId}/draft`, {
      token,
      body: document,
      headers: ifMatch === undefined ? {} : { 'if-match': ifMatch },
    });
  const first = await plane.use(getDraft, { token, params });
  expect(first).toMatchObject({ revision: 0, document: { name: 'Test Flow' }, errors: [] });
  expect((await put(undefined, {})).problem()).toMatchObject({ status: 428, code: 'precondition_required' });
  expect((await put('nonsense', {})).status).toBe(422);
  const saved = await put('"0"', { steps: [{ type: 'navigate' }] });
  expect([saved.status, saved.headers.get('etag')]).toEqual([200, '"1"']);
  expect(saved.body).toMatchObject({ revision: 1, errors: [{ field: 'steps[0].url' }] });
  expect((await put('"0"', {})).problem()).toMatchObject({ status: 412, code: 'precondition_failed' });
  const both = await Promise.all([put('"1"', { a: 1 }), put('"1"', { a: 2 })]);
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412]);
  expect((await put('*', { steps: [] })).status).toBe(200);
  expect(putDraft.status).toBe(200);
});

test('a flow counts as being edited until a version has what was written', async () => {
  const { flowId } = await create();
  const params = { id: flowId };
  const { token } = user;
  const isEdited = async () => (await plane.use(api.getFlow, { token, params })).hasDraft;
  expect(await isEdited()).toBe(false);
  const headers = { 'if-match': '*' };
  await plane.call('PUT', `/api/flows/${flowId}/draft`, { token, body: { steps: TEST_STEPS }, headers });
  expect(await isEdited()).toBe(true);
  await plane.use(api.addVersion, { token, params, body: { steps: TEST_STEPS } });
  expect(await isEdited()).toBe(false);
});

test('a flow goes out as a file and comes in again', async () => {
  const { flowId } = await create({ inputs: { desde: { type: 'date', required: true } } });
  const { token } = user;
  const answer = await plane.call('GET', `/api/flows/${flowId}/export`, { token });
  expect(answer.headers.get('content-disposition')).toContain('flow.sri.json');
  const file = answer.body as Record<string, unknown>;
  expect(file).toMatchObject({ format: 'sri-flow/1', name: 'Test Flow', version: '1.0.0' });
  expect(JSON.stringify(file)).not.toContain(user.orgId);
  const bring = { token, body: { providerId: CARGILL, document: file } };
  expect(await plane.use(importFlow, bring)).toMatchObject({ version: '1.0.0', notes: [] });
  const unknown = await plane.call('POST', '/api/flows/import?as=playwright', bring);
  expect(unknown.problem()).toMatchObject({ code: 'invalid_request', errors: [{ field: 'as' }] });
  const bad = await plane.call('POST', '/api/flows/import', {
    token,
    body: { providerId: CARGILL, document: { ...file, steps: [{ type: 'teleport' }] } },
  });
  expect(bad.problem().errors?.[0]?.field).toBe('document.steps[0].type');
  const huge = { ...file, description: 'x'.repeat(20_000_000) };
  const refused = await plane.call('POST', '/api/flows/import', {
    token,
    body: { providerId: CARGILL, document: huge },
  });
  expect(refused.problem()).toMatchObject({ code: 'payload_too_large' });
});

test('a recording of Chrome becomes a flow, and what it has no equal for is listed', async () => {
  const { token } = user;
  const document = {
    title: 'Liquidaciones',
    steps: [
      { type: 'setViewport', width: 1200, height: 800 },
      { type: 'navigate', url: 'https://portal.example/' },
      { type: 'click', selectors: [['aria/Buscar[role="button"]'], ['#buscar']], offsetX: 1, offsetY: 1 },
    ],
  };
  const body = { providerId: CARGILL, document };
  const made = await plane.use(importFlow, { token, query: { as: 'chrome-recorder' }, body });
  expect(made.notes).toEqual([{ at: 'steps[0]', message: expect.stringContaining('ventana') as string }]);
  const { version } = await plane.use(api.getFlow, { token, params: { id: made.flowId } });
  expect(version.steps).toMatchObject([
    { type: 'navigate' },
    {
      type: 'click',
      target: {
        candidates: [
          { by: 'role', name: 'Buscar' },
          { by: 'id', value: 'buscar' },
        ],
      },
    },
  ]);
  const none = await plane.call('POST', '/api/flows/import?as=chrome-recorder', {
    token,
    body: { providerId: CARGILL, document: { title: 'x', steps: [{ type: 'scroll' }] } },
  });
  expect(none.problem()).toMatchObject({ errors: [{ field: 'document.steps' }] });
});
