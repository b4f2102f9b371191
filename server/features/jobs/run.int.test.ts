import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '@sri/shared/model/ids.ts';
import { jobEnvelopeSchema } from '@sri/shared/protocol/job-envelope.ts';
import { ticketHolds } from '@sri/shared/node/job-ticket.ts';
import * as api from '@sri/shared/protocol/api/flows.ts';
import { run, runAnswerSchema } from '@sri/shared/protocol/api/run.ts';
import { waitFor } from '../../../infrastructure/test/wait-for.ts';
import { createTestPlane, TEST_SIGNING_SECRET, type TestPlane } from '../../test/plane.ts';
import { CARGILL, connectAccount, readyUser, startJob, TEST_STEPS, type ReadyUser } from '../../test/ready-flow.ts';

let plane: TestPlane;
let user: ReadyUser;

beforeAll(async () => {
  plane = await createTestPlane();
  user = await readyUser(plane);
});
afterAll(() => plane?.close());

const post = (token: string, body: object, headers: Record<string, string> = {}) =>
  plane.call('POST', '/api/run', { token, body, headers });
const count = async (orgId: string): Promise<number> => {
  const { rows } = await plane.database.admin.query<{ n: number }>(
    'select count(*)::int as n from jobs where org_id = $1',
    [orgId],
  );
  return rows[0]?.n ?? 0;
};

test('POST /run answers 202 and the job is soon in the list of the organisation, as the guide looks at it', async () => {
  const answer = await post(user.token, { providerId: CARGILL, metadata: { test: true } });
  expect(answer.status).toBe(202);
  const { jobId = '', status } = runAnswerSchema.parse(answer.body);
  expect(status).toBe('queued');
  const [element = ''] = await waitFor('the element', async () => {
    const list = await plane.redis.lrange(plane.keys.orgJobs(user.orgId), 0, -1);
    return list.length === 1 && list;
  });
  const envelope = jobEnvelopeSchema.parse(JSON.parse(element));
  expect(envelope).toMatchObject({
    jobId,
    gen: 1,
    orgId: user.orgId,
    userId: user.userId,
    provider: 'cargill',
    scriptHash: user.scriptHash,
    metadata: { test: true },
    portal: { loginUrl: null, domains: ['cargill.com', 'cargill.com.ar', 'cargillcustomerportal.com'] },
  });
  expect(ticketHolds(envelope, { current: TEST_SIGNING_SECRET })).toBe(true);
  await waitFor('the status key', async () => (await plane.redis.get(plane.keys.jobStatus(jobId))) === 'queued');
  await waitFor('the outbox row to go', async () => {
    const { rowCount } = await plane.database.admin.query('select 1 from outbox where org_id = $1', [user.orgId]);
    return rowCount === 0;
  });
  const audit = await plane.database.admin.query(
    "select 1 from audit_log where action = 'job.created' and subject = $1",
    [jobId],
  );
  expect(audit.rowCount).toBe(1);
});

test('each of the six checks says by name that it failed', async () => {
  const admin = await plane.registerOrg();
  const codeOf = async (body: object): Promise<string> => (await post(admin.token, body)).problem().code;
  const wanted = { providerId: CARGILL };
  expect((await plane.call('POST', '/api/run', { body: wanted })).status).toBe(401);
  expect(await codeOf({ providerId: newId() })).toBe('not_found');
  expect(await codeOf(wanted)).toBe('provider_not_connected');
  await connectAccount(plane, admin, 'expired');
  expect(await codeOf(wanted)).toBe('provider_not_connected');
  await connectAccount(plane, admin);
  expect(await codeOf(wanted)).toBe('no_active_flow');
  const { flowId } = await plane.use(api.createFlow, {
    token: admin.token,
    body: { providerId: CARGILL, version: '1.0.0', name: 'Uno', steps: TEST_STEPS },
  });
  expect(await codeOf({ ...wanted, flowId })).toBe('no_active_flow');
  expect((await post(admin.token, { ...wanted, flowId, version: '1.0.0' })).status).toBe(202);
  expect(await codeOf({ ...wanted, flowId: user.flowId })).toBe('not_found');
  expect(await codeOf({ ...wanted, version: '1.0.0' })).toBe('invalid_request');
  expect(await codeOf({ ...wanted, flowId, version: '7.0.0' })).toBe('not_found');
  await plane.use(api.activateFlow, { token: admin.token, params: { id: flowId } });
  expect((await post(admin.token, wanted)).status).toBe(202);
});

test('a script that was changed in Postgres is found out before anything is queued', async () => {
  const tampered = await readyUser(plane);
  const { flowId, token } = tampered;
  const change = (sql: string) =>
    plane.database.admin.query(`update flow_versions set ${sql} where flow_id = '${flowId}'`);
  expect((await post(token, { providerId: CARGILL })).status).toBe(202);
  const before = await count(tampered.orgId);
  await change(`script = replace(script, 'https://example.com', 'https://evil.example')`);
  expect((await post(token, { providerId: CARGILL })).problem()).toMatchObject({
    code: 'script_integrity',
    detail: 'Script integrity check failed',
  });
  await change(`script_hash = encode(sha256(convert_to(script, 'UTF8')), 'hex')`);
  expect((await post(token, { providerId: CARGILL })).problem()).toMatchObject({
    code: 'script_signature',
    detail: 'Script signature verification failed',
  });
  expect(await count(tampered.orgId)).toBe(before);
});

test('R44 a valid script of another flow does not run as this one', async () => {
  const victim = await readyUser(plane);
  await plane.database.admin.query(
    `update flow_versions v set script = o.script, script_hash = o.script_hash, script_signature = o.script_signature
     from flow_versions o where v.flow_id = $1 and o.flow_id = $2`,
    [victim.flowId, user.flowId],
  );
  expect((await post(victim.token, { providerId: CARGILL })).problem().detail).toBe(
    'Script signature verification failed',
  );
});

test('inputs are checked against what the flow declares, row by row', async () => {
  const filled = await readyUser(plane, {
    inputs: {
      desde: { type: 'date', required: true },
      tope: { type: 'number', required: false, default: 10 },
    },
  });
  const { token, orgId } = filled;
  const fieldsOf = async (body: object) =>
    (await post(token, { providerId: CARGILL, ...body })).problem().errors?.map(({ field }) => field);
  expect(await fieldsOf({})).toEqual(['inputs.desde']);
  expect(await fieldsOf({ inputs: { desde: '31/01/2026', tope: '1.234', otro: 1 } })).toEqual([
    'inputs.otro',
    'inputs.desde',
    'inputs.tope',
  ]);
  expect(await fieldsOf({ rows: [{ desde: '2026-01-31' }, { desde: '2026-02-30' }, {}] })).toEqual([
    'rows[1].desde',
    'rows[2].desde',
  ]);
  expect(await count(orgId)).toBe(0);
  const rows = Array.from({ length: 30 }, (_, index) => ({ tope: index }));
  const answer = await post(token, { providerId: CARGILL, inputs: { desde: '2026-01-31' }, rows });
  const { jobIds = [] } = runAnswerSchema.parse(answer.body);
  expect(jobIds).toHaveLength(30);
  const list = await waitFor('all rows in the queue', async () => {
    const elements = await plane.redis.lrange(plane.keys.orgJobs(orgId), 0, -1);
    return elements.length === 30 && elements.map((text) => jobEnvelopeSchema.parse(JSON.parse(text)));
  });
  expect(list.map(({ jobId }) => jobId)).toEqual(jobIds);
  expect(list.map(({ inputs }) => inputs)).toEqual(rows.map(({ tope }) => ({ desde: '2026-01-31', tope })));
});

test('R25 fifty equal calls at once make one job; every answer is that job or "still under way"', async () => {
  const before = await count(user.orgId);
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => post(user.token, { providerId: CARGILL }, { 'idempotency-key': 'fifty' })),
  );
  expect(await count(user.orgId)).toBe(before + 1);
  const done = answers.filter(({ status }) => status === 202);
  const underWay = answers.filter(({ status }) => status === 409);
  expect(done.length).toBeGreaterThan(0);
  expect(done.length + underWay.length).toBe(50);
  expect(new Set(done.map(({ text }) => text)).size).toBe(1);
  for (const answer of underWay) expect(answer.problem().code).toBe('idempotency_in_flight');
  const again = await post(user.token, { providerId: CARGILL }, { 'idempotency-key': 'fifty' });
  expect([again.status, again.text]).toEqual([202, done[0]?.text]);
});

test('R25 a key stands for one body, one user and 24 hours; a refused call does not use it up', async () => {
  const key = { 'idempotency-key': 'one-body' };
  expect((await post(user.token, { providerId: CARGILL, flowId: newId() }, key)).status).toBe(404);
  const first = await post(user.token, { providerId: CARGILL }, key);
  expect(first.status).toBe(202);
  const other = await post(user.token, { providerId: CARGILL, metadata: { a: 1 } }, key);
  expect(other.problem()).toMatchObject({ code: 'idempotency_mismatch', status: 422 });
  const stranger = await readyUser(plane);
  expect((await post(stranger.token, { providerId: CARGILL }, key)).text).not.toBe(first.text);
  await plane.database.admin.query(`update idempotency_keys set expires_at = now() where key = 'one-body'`);
  const later = await post(user.token, { providerId: CARGILL, metadata: { a: 1 } }, key);
  expect([later.status, later.text === first.text]).toEqual([202, false]);
  expect((await post(user.token, { providerId: CARGILL }, { 'idempotency-key': 'with space' })).status).toBe(422);
});

test('R26 a full queue refuses with 429, exactly at its limit also under parallel calls', async () => {
  const busy = await readyUser(plane);
  await plane.database.admin.query('update organisations set max_queued = 5 where id = $1', [busy.orgId]);
  const answers = await Promise.all(Array.from({ length: 12 }, () => post(busy.token, { providerId: CARGILL })));
  expect(answers.filter(({ status }) => status === 202)).toHaveLength(5);
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(7);
  expect(refused[0]?.problem().code).toBe('queue_full');
  expect(refused[0]?.headers.get('retry-after')).toBe('30');
  expect(await count(busy.orgId)).toBe(5);
  const rows = await post(busy.token, { providerId: CARGILL, rows: [{}, {}] });
  expect(rows.status).toBe(429);
});

test('what does not fit is refused with its field, and nothing is half done', async () => {
  const before = await count(user.orgId);
  for (const [body, field] of [
    [{ providerId: 'cargill' }, 'providerId'],
    [{ providerId: CARGILL, metadata: { big: 'x'.repeat(20_000) } }, 'metadata'],
    [{ providerId: CARGILL, metadata: { nul: '\0' } }, 'metadata.nul'],
    [{ providerId: CARGILL, rows: [] }, 'rows'],
    [{ providerId: CARGILL, color: 1 }, 'color'],
  ] as const) {
    const problem = (await post(user.token, body)).problem();
    expect([problem.status, problem.errors?.[0]?.field]).toEqual([422, field]);
  }
  expect(await count(user.orgId)).toBe(before);
});

test('a job is there for its own organisation alone', async () => {
  const jobId = await startJob(plane, user);
  const stranger = await readyUser(plane);
  for (const path of ['', '/status', '/log', '/artifacts', '/files/network.json', '/events']) {
    expect([path, (await plane.call('GET', `/api/jobs/${jobId}${path}`, { token: stranger.token })).status]).toEqual([
      path,
      404,
    ]);
  }
  for (const [path, body] of [
    ['/cancel', {}],
    ['/retry', {}],
    ['/review', { decision: 'again' }],
  ] as const) {
    const answer = await plane.call('POST', `/api/jobs/${jobId}${path}`, { token: stranger.token, body });
    expect([path, answer.status]).toEqual([path, 404]);
  }
  expect(run.permission).toBe('jobs:run');
});
