// R40: which role may call which route, all cells; R32: what belongs to others is not there. The routes are those of the
// composed control plane: a new one fails here until it stands in the table.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '@sri/shared/model/ids.ts';
import { roleSchema, type Role } from '@sri/shared/model/user.ts';
import type { Endpoint } from '@sri/shared/protocol/api/endpoint.ts';
import type { TestUser } from '../test/factories.ts';
import { createTestPlane, type TestPlane } from '../test/plane.ts';
import { seedEveryTable, type SeededOrg } from '../test/seed-every-table.ts';

const ALL = ['admin', 'creator', 'operator', 'reader'] as const;
const WORKING = ['admin', 'creator', 'operator'] as const;
const MAKING = ['admin', 'creator'] as const;
const ADMIN = ['admin'] as const;
const PUBLIC = 'public';

/** Written by hand, and on purpose a second time: a slip in an endpoint shows as a difference. */
const TABLE: Record<string, readonly Role[] | typeof PUBLIC> = {
  'GET /health': PUBLIC,
  'GET /ready': PUBLIC,
  'GET /metrics': PUBLIC,
  'GET /metrics/workers': PUBLIC,
  'POST /api/auth/register': PUBLIC,
  'POST /api/auth/login': PUBLIC,
  'POST /api/auth/refresh': PUBLIC,
  'POST /api/auth/logout': PUBLIC,
  'POST /api/auth/codes': ALL,
  'POST /api/auth/codes/use': PUBLIC,
  'GET /api/providers': PUBLIC,
  'GET /api/me': ALL,
  'POST /api/me/password': ALL,
  'GET /api/members': ALL,
  'POST /api/members': ADMIN,
  'PATCH /api/members/:userId': ADMIN,
  'DELETE /api/members/:userId': ADMIN,
  'GET /api/invitations': ADMIN,
  'POST /api/invitations': ADMIN,
  'DELETE /api/invitations/:invitationId': ADMIN,
  'POST /api/invitations/read': PUBLIC,
  'POST /api/invitations/accept': PUBLIC,
  'GET /api/settings': ALL,
  'PATCH /api/settings': ADMIN,
  'GET /api/api-keys': ADMIN,
  'POST /api/api-keys': ADMIN,
  'DELETE /api/api-keys/:keyId': ADMIN,
  'GET /api/audit': ADMIN,
  'GET /api/audit/verify': ADMIN,
  'GET /api/providers/:providerId': ALL,
  'POST /api/providers': MAKING,
  'PATCH /api/providers/:providerId': MAKING,
  'DELETE /api/providers/:providerId': MAKING,
  'PUT /api/providers/:providerId/format': MAKING,
  'POST /api/providers/:providerId/pause': WORKING,
  'POST /api/providers/:providerId/resume': WORKING,
  'GET /api/sessions': ALL,
  'PUT /api/sessions/:providerId': WORKING,
  'DELETE /api/sessions/:providerId': WORKING,
  'GET /api/sessions/:providerId/versions': ALL,
  'POST /api/sessions/:providerId/versions/:sessionVersion/restore': WORKING,
  'POST /api/sessions/:providerId/lend': WORKING,
  'POST /api/sessions/:providerId/check': WORKING,
  'POST /api/sessions/:providerId/release': WORKING,
  'GET /api/providers/:providerId/session-rules': ALL,
  'PUT /api/providers/:providerId/session-rules': MAKING,
  'POST /api/sessions/:providerId/proofs': WORKING,
  'GET /api/sessions/:providerId/proofs/:proofId': WORKING,
  'GET /api/flows': ALL,
  'GET /api/flows/:id': ALL,
  'GET /api/flows/:id/draft': ALL,
  'GET /api/flows/:id/export': ALL,
  'GET /api/flows/:id/versions': ALL,
  'GET /api/flows/:id/versions/:version': ALL,
  'GET /api/flows/:id/versions/:version/script': ALL,
  'POST /api/flows/validate': ALL,
  'POST /api/flows': MAKING,
  'POST /api/flows/test': MAKING,
  'POST /api/flows/import': MAKING,
  'POST /api/flows/:id/versions': MAKING,
  'PUT /api/flows/:id/draft': MAKING,
  'POST /api/flows/:id/activate': MAKING,
  'GET /api/secrets': ALL,
  'PUT /api/secrets/:name': MAKING,
  'DELETE /api/secrets/:name': MAKING,
  'GET /api/schedules': ALL,
  'GET /api/schedules/holidays': ALL,
  'GET /api/schedules/:id': ALL,
  'GET /api/schedules/:id/ticks': ALL,
  'POST /api/schedules': MAKING,
  'POST /api/schedules/preview': ALL,
  'PUT /api/schedules/:id': MAKING,
  'DELETE /api/schedules/:id': MAKING,
  'POST /api/schedules/:id/pause': WORKING,
  'POST /api/schedules/:id/resume': WORKING,
  'POST /api/schedules/:id/run': WORKING,
  'POST /api/run': WORKING,
  'GET /api/jobs': ALL,
  'GET /api/jobs/causes': ALL,
  'GET /api/jobs/:id': ALL,
  'GET /api/jobs/:id/status': ALL,
  'GET /api/jobs/:id/log': ALL,
  'GET /api/jobs/:id/artifacts': ALL,
  'GET /api/jobs/:id/files/:name': ALL,
  'GET /api/jobs/:id/changes/:name': ALL,
  'GET /api/jobs/:id/events': ALL,
  'POST /api/jobs/:id/cancel': WORKING,
  'POST /api/jobs/:id/retry': WORKING,
  'POST /api/jobs/:id/review': WORKING,
  'POST /api/jobs/:id/control': WORKING,
  'POST /api/jobs/:id/code': WORKING,
  'GET /api/webhooks': WORKING,
  'POST /api/webhooks': MAKING,
  'GET /api/webhooks/:webhookId': WORKING,
  'PATCH /api/webhooks/:webhookId': MAKING,
  'DELETE /api/webhooks/:webhookId': MAKING,
  'POST /api/webhooks/:webhookId/rotate': MAKING,
  'POST /api/webhooks/:webhookId/test': WORKING,
  'POST /api/webhooks/:webhookId/resend': WORKING,
  'GET /api/webhooks/:webhookId/deliveries': WORKING,
  'GET /api/webhooks/:webhookId/deliveries/:deliveryId': WORKING,
  'POST /api/webhooks/:webhookId/deliveries/:deliveryId/resend': WORKING,
  'GET /api/alerts': ALL,
  'POST /api/alerts/:alertId/acknowledge': WORKING,
  'GET /api/alert-settings': ALL,
  'PATCH /api/alert-settings': ADMIN,
  'GET /api/workers': ALL,
  'POST /api/workers/:workerId/drain': ADMIN,
  'POST /api/workers/:workerId/resume': ADMIN,
};

/** Bodies that pass, so that what answers is the search for the thing and not the check of the body. */
const BODIES: Record<string, unknown> = {
  'PATCH /api/members/:userId': { role: 'reader' },
  'PATCH /api/providers/:providerId': { name: 'Otro' },
  'PUT /api/providers/:providerId/session-rules': { checkEveryMinutes: 60, maxRefusals: 3 },
  'PUT /api/providers/:providerId/format': { decimal: ',', dateOrder: null },
  'PUT /api/sessions/:providerId': { cookies: [{ name: 'a', value: 'b', domain: 'cargill.com' }] },
  'POST /api/flows/:id/versions': { version: '9.0.0', steps: [{ type: 'navigate', url: 'https://example.com' }] },
  'PUT /api/flows/:id/draft': { document: { steps: [] } },
  'PATCH /api/webhooks/:webhookId': { name: 'Otro' },
  'PUT /api/schedules/:id': {
    name: 'Diaria',
    flowId: newId(),
    timing: { kind: 'daily', times: ['06:00'] },
    timezone: 'America/Bogota',
  },
  'POST /api/jobs/:id/review': { decision: 'completed' },
  'POST /api/jobs/:id/control': { action: 'give' },
  'POST /api/jobs/:id/code': { code: '123456' },
};
const HEADERS: Record<string, Record<string, string>> = { 'PUT /api/flows/:id/draft': { 'if-match': '"1"' } };

let app: TestPlane;
let endpoints: Endpoint[];
const users = new Map<Role, TestUser>();

beforeAll(async () => {
  app = await createTestPlane();
  endpoints = (app.plane?.routes ?? []).map(({ endpoint }) => endpoint);
  const admin = await app.registerOrg();
  users.set('admin', admin);
  for (const role of ['creator', 'operator', 'reader'] as const) users.set(role, await app.addMember(admin, role));
});
afterAll(() => app.close());

const nameOf = ({ method, path }: Endpoint): string => `${method} ${path}`;
const find = (name: string): Endpoint => {
  const endpoint = endpoints.find((one) => nameOf(one) === name);
  if (endpoint === undefined) throw new Error(`${name} is no route`);
  return endpoint;
};

/** Params of the path, each by its name; `id` by what it is an id of. */
function pathOf({ path }: Endpoint, ids: SeededOrg): string {
  const values: Record<string, string> = {
    ...ids,
    version: '1.0.0',
    sessionVersion: '1',
    name: path.includes('/secrets/') ? 'clave' : 'network.json',
    id: path.includes('/flows/') ? ids.flowId : path.includes('/schedules/') ? ids.scheduleId : ids.jobId,
  };
  return path.replaceAll(/:(\w+)/g, (_, param: string) => values[param] ?? newId());
}

const nothing: SeededOrg = {
  orgId: newId(),
  userId: newId(),
  providerId: newId(),
  flowId: newId(),
  jobId: newId(),
  keyId: newId(),
  invitationId: newId(),
  webhookId: newId(),
  deliveryId: newId(),
  scheduleId: newId(),
  alertId: newId(),
};

test('R40 the table and the routes are the same list', () => {
  expect(new Set(endpoints.map(nameOf))).toEqual(new Set(Object.keys(TABLE)));
});

describe.each(Object.entries(TABLE))('R40 %s', (name, allowed) => {
  test('no token', async () => {
    const endpoint = find(name);
    const { status } = await app.call(endpoint.method, pathOf(endpoint, nothing));
    // POST /api/auth/refresh says 401 of its own: it was not given what it is for.
    const expected = allowed === PUBLIC ? [200, 201, 204, 401, 422] : [401];
    expect(expected).toContain(status);
  });

  test.each(roleSchema.options)('%s', async (role) => {
    const endpoint = find(name);
    // Signing out would end what the other cells need.
    const token = name === 'POST /api/auth/logout' ? undefined : users.get(role)?.token;
    const body = endpoint.body === undefined ? undefined : {};
    const { status, text } = await app.call(endpoint.method, pathOf(endpoint, nothing), { token, body });
    const may = allowed === PUBLIC || allowed.includes(role);
    expect({ refused: status === 403, text: may ? '' : text }).toMatchObject(
      may ? { refused: false } : { refused: true },
    );
    expect(status).toBeLessThan(500);
  });
});

describe("R32 another organisation's ids", () => {
  // A name of a secret is nobody's: each organisation may have one of that name.
  const withParams = Object.keys(TABLE).filter((name) => name.includes(':') && name !== 'PUT /api/secrets/:name');

  test.each(withParams)('%s is 404, in the words of what does not exist', async (name) => {
    const endpoint = find(name);
    const other = await seedEveryTable(app.database.admin);
    const token = users.get('admin')?.token;
    const ask = async (ids: SeededOrg): Promise<object> => {
      const options = { token, headers: HEADERS[name] ?? {}, ...(name in BODIES ? { body: BODIES[name] } : {}) };
      const { type, title, status, code, detail, hint } = (
        await app.call(endpoint.method, pathOf(endpoint, ids), options)
      ).problem();
      return { type, title, status, code, detail, hint };
    };
    const foreign = await ask(other);
    expect(foreign).toMatchObject({ status: 404, code: 'not_found' });
    expect(foreign).toEqual(await ask(nothing));
  });

  test("a run of another organisation's provider or flow is refused like one that does not exist", async () => {
    const other = await seedEveryTable(app.database.admin);
    const token = users.get('admin')?.token;
    const run = async (body: object): Promise<unknown> => {
      const { status, code } = (await app.call('POST', '/api/run', { token, body })).problem();
      return { status, code };
    };
    expect(await run({ providerId: other.providerId })).toEqual(await run({ providerId: newId() }));
    const flow = { providerId: other.providerId, flowId: other.flowId };
    expect(await run(flow)).toEqual(await run({ providerId: newId(), flowId: newId() }));
  });
});
