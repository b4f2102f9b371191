import { afterAll, beforeAll, expect, test } from 'vitest';
import { listAudit } from '@sri/shared/protocol/api/audit.ts';
import { cancelJob, getJob } from '@sri/shared/protocol/api/jobs.ts';
import * as api from '@sri/shared/protocol/api/webhooks.ts';
import { waitFor } from '../../../infrastructure/test/wait-for.ts';
import { createFakeWorker, type FakeWorker } from '../../test/fake-worker.ts';
import { createTestPlane, type TestPlane } from '../../test/plane.ts';
import { readyUser, startJob, type ReadyUser } from '../../test/ready-flow.ts';
import { startReceiver, type Receiver } from '../../test/receiver-process.ts';

const KEY = 'the session key of these tests, long enough!';
const ENV = { SESSION_ENCRYPTION_KEY: KEY, EGRESS_ALLOW: 'loopback', WEBHOOKS_MS: '50', WEBHOOK_TIMEOUT_MS: '700' };

let plane: TestPlane;
let receiver: Receiver;
let worker: FakeWorker;
let user: ReadyUser;

beforeAll(async () => {
  plane = await createTestPlane({ env: ENV });
  receiver = await startReceiver();
  worker = createFakeWorker(plane.queue, plane.s3);
});
afterAll(async () => {
  await receiver?.stop();
  await plane?.close();
});

type Made = Awaited<ReturnType<typeof add>>;

/** An organisation of the test's own with an endpoint at that path, which the receiver can check. */
async function add(path: string, events: string[] = ['job.completed'], url = receiver.url + path) {
  user = await readyUser(plane);
  const made = await plane.use(api.createWebhook, { token: user.token, body: { name: 'ERP Cosecha', url, events } });
  await receiver.knows(made.secret);
  return made;
}
const deliveries = async ({ id }: Made, query = {}) =>
  (await plane.use(api.listDeliveries, { token: user.token, params: { webhookId: id }, query })).items;
const detail = (webhookId: string, deliveryId: string) =>
  plane.use(api.getDelivery, { token: user.token, params: { webhookId, deliveryId } });
const look = ({ id }: Made) => plane.use(api.getWebhook, { token: user.token, params: { webhookId: id } });
const sendTest = ({ id }: Made) => plane.use(api.testWebhook, { token: user.token, params: { webhookId: id } });

/** The first delivery of the endpoint once it has been attempted. */
const attempted = (made: Made, attempts = 1) =>
  waitFor('an attempt', async () =>
    (await deliveries(made)).find((one) => one.attempts >= attempts && (one.code ?? one.fault) !== null),
  );

/** Time passes: what waits is due. */
async function later(): Promise<void> {
  await plane.database.admin.query(
    "update webhook_deliveries set next_at = now(), claimed_until = null where state = 'waiting' and org_id = $1",
    [user.orgId],
  );
}

test('an execution that ends is told once, signed, thin, and under an id of its own', async () => {
  const made = await add('/ok');
  const jobId = await startJob(plane, user);
  await worker.runNext(user.orgId);
  const heard = await receiver.waitFor('/ok', 'job.completed');
  expect(heard).toMatchObject({ verified: true, signatures: 1 });
  expect(heard.body.data).toEqual({
    jobId,
    flowId: user.flowId,
    flowName: 'Test Flow',
    provider: 'cargill',
    userId: user.userId,
    status: 'completed',
    error: null,
    links: { job: `/api/jobs/${jobId}`, log: `/api/jobs/${jobId}/log`, artifacts: `/api/jobs/${jobId}/artifacts` },
  });
  const [delivery] = await waitFor('its record', async () => {
    const list = await deliveries(made);
    return list[0]?.state === 'delivered' && list;
  });
  expect(delivery).toMatchObject({ event: 'job.completed', jobId, attempts: 1, code: 200, fault: null });
  const { request, tries } = await detail(made.id, delivery?.id ?? '');
  expect(request.headers).toMatchObject({ 'webhook-id': heard.id, 'webhook-signature': 'v1,••••' });
  expect(JSON.parse(request.body)).toEqual(heard.body);
  expect(tries).toEqual([expect.objectContaining({ code: 200, response: '{"gracias":true}' })]);
  const again = await startJob(plane, user);
  await worker.runNext(user.orgId);
  await waitFor('the second', () => receiver.at('/ok').some(({ body }) => body.data['jobId'] === again));
  expect(new Set(receiver.at('/ok').map(({ id }) => id)).size).toBe(2);
});

test('every state that somebody may wait for is told, and only where it was asked for', async () => {
  const events = ['job.failed', 'job.cancelled', 'job.needs_login', 'job.needs_person', 'job.needs_review'];
  const made = await add('/all', events);
  const end = async (options: Parameters<FakeWorker['runNext']>[1]): Promise<void> => {
    await startJob(plane, user);
    await worker.runNext(user.orgId, options);
  };
  await end({ status: 'completed' });
  const error = { code: 'step_failed', message: 'No apareció la tabla', hint: 'Mira la captura' };
  await end({ status: 'failed', error });
  await end({ status: 'needs_review', error: { ...error, code: 'data_contract' } });
  await startJob(plane, user);
  const asking = await worker.claim(user.orgId);
  const params = { id: asking.jobId };
  // As its worker does: until the control plane, which repairs what it has just seen run, has taken note.
  await waitFor('its question to be told', async () => {
    await plane.queue.showStatus(asking.jobId, asking.fence, 'needs_person');
    return receiver.at('/all').some(({ body }) => body.type === 'job.needs_person');
  });
  await worker.finish(asking, { status: 'needs_login', error: { ...error, code: 'login_required' } });
  await receiver.waitFor('/all', 'job.needs_login');
  await plane.use(cancelJob, { token: user.token, params });
  await receiver.waitFor('/all', 'job.cancelled');
  await waitFor('all of them', async () => (await deliveries(made, { state: 'delivered' })).length === events.length);
  const heard = receiver.at('/all');
  expect(heard.map(({ body }) => body.type).toSorted()).toEqual(events.toSorted());
  expect(heard.every(({ verified }) => verified)).toBe(true);
  expect(heard.find(({ body }) => body.type === 'job.failed')?.body.data['error']).toMatchObject(error);
});

test('what is answered decides: no 2xx is tried again later, with the same id, until it arrives', async () => {
  const made = await add('/failing');
  const jobId = await startJob(plane, user);
  await worker.runNext(user.orgId);
  const first = await attempted(made);
  expect(first).toMatchObject({ state: 'waiting', code: 500, fault: 'status', attempts: 1 });
  const { failingSince, waiting, nextAttemptAt } = await look(made);
  expect({ failing: failingSince !== null, waiting, nextAttemptAt }).toEqual({
    failing: true,
    waiting: 1,
    nextAttemptAt: first.nextAttemptAt,
  });
  // The execution has nothing to do with it.
  const job = await plane.use(getJob, { token: user.token, params: { id: jobId } });
  expect([job.status, job.error]).toEqual(['completed', undefined]);
  await plane.use(api.changeWebhook, {
    token: user.token,
    params: { webhookId: made.id },
    body: { url: `${receiver.url}/mended` },
  });
  await later();
  const heard = await receiver.waitFor('/mended', 'job.completed');
  expect(heard).toMatchObject({
    verified: true,
    id: receiver.at('/failing').find(({ body }) => body.data['jobId'] === jobId)?.id,
  });
  await waitFor('the record', async () => (await deliveries(made))[0]?.state === 'delivered');
  expect(await look(made)).toMatchObject({ failingSince: null, waiting: 0 });
  const { tries } = await detail(made.id, first.id);
  expect(tries.map(({ code }) => code)).toEqual([500, 200]);
});

test.each([
  ['/elsewhere', { fault: 'redirect', code: 302 }],
  ['/silent', { fault: 'timeout', code: null }],
  ['/later', { fault: 'status', code: 429 }],
])('%s is tried again later', async (path, expected) => {
  const made = await add(path);
  await startJob(plane, user);
  await worker.runNext(user.orgId);
  const delivery = await attempted(made);
  expect(delivery).toMatchObject({ state: 'waiting', ...expected });
  const waitMs = Date.parse(delivery.nextAttemptAt ?? '') - Date.parse(delivery.createdAt);
  expect(waitMs >= 3_600_000).toBe(path === '/later');
});

test('a redirect is not followed: what it leads to hears nothing', async () => {
  const made = await add('/elsewhere');
  const before = receiver.at('/ok').length;
  await sendTest(made);
  expect(await attempted(made)).toMatchObject({ state: 'failed', fault: 'redirect' });
  expect(receiver.at('/ok')).toHaveLength(before);
});

test('nobody at the address, and an answer without end', async () => {
  const closed = await add('', ['job.completed'], 'http://127.0.0.1:9/');
  await sendTest(closed);
  expect(await attempted(closed)).toMatchObject({ state: 'failed', fault: 'unreachable', code: null });
  const chatty = await add('/chatty');
  const { id } = await sendTest(chatty);
  await waitFor('its end', async () => (await deliveries(chatty))[0]?.state === 'delivered');
  expect((await detail(chatty.id, id)).tries[0]?.response).toHaveLength(2048);
});

test('410 switches the endpoint off, and ends what waits for it', async () => {
  const made = await add('/gone');
  await startJob(plane, user);
  await worker.runNext(user.orgId);
  await waitFor('it to be off', async () => (await look(made)).disabled?.reason === 'gone');
  expect(await attempted(made)).toMatchObject({ state: 'failed', fault: 'gone', code: 410 });
  const [entry] = await plane.use(listAudit, { token: user.token, query: { action: 'webhook.disabled' } });
  expect(entry).toMatchObject({ subject: made.id, details: { reason: 'gone' } });
  await startJob(plane, user);
  const { jobId } = await worker.runNext(user.orgId);
  await waitFor('its end', async () => (await plane.redis.get(plane.keys.jobStatus(jobId))) === 'completed');
  expect(await deliveries(made)).toHaveLength(1);
  const resend = { token: user.token, params: { webhookId: made.id }, body: {} };
  await expect(plane.use(api.resendDeliveries, resend)).rejects.toMatchObject({ code: 'invalid_request' });
});

test('after three days without an answer that counts it is given up and switched off; then all can be sent again', async () => {
  const made = await add('/failing');
  for (const _ of [1, 2]) {
    await startJob(plane, user);
    await worker.runNext(user.orgId);
  }
  await waitFor('both attempts', async () => (await deliveries(made)).filter(({ code }) => code === 500).length === 2);
  await plane.database.admin.query("update webhooks set failing_since = now() - interval '73 hours' where id = $1", [
    made.id,
  ]);
  await plane.database.admin.query('update webhook_deliveries set attempts = 9 where webhook_id = $1', [made.id]);
  await later();
  await waitFor('it to be off', async () => (await look(made)).disabled?.reason === 'failing');
  expect((await deliveries(made)).map(({ state }) => state)).toEqual(['failed', 'failed']);
  const params = { webhookId: made.id };
  await plane.use(api.changeWebhook, {
    token: user.token,
    params,
    body: { enabled: true, url: `${receiver.url}/back` },
  });
  const resend = { token: user.token, params, body: { since: '2020-01-01T00:00:00Z' } };
  expect(await plane.use(api.resendDeliveries, resend)).toEqual({ count: 2 });
  await waitFor('both', async () => (await deliveries(made, { state: 'delivered' })).length === 2);
  const ids = (await deliveries(made)).map(({ id }) => `msg_${id}`);
  expect(new Set(receiver.at('/back').map(({ id }) => id))).toEqual(new Set(ids));
});

test('one that arrived can be sent again, under its id', async () => {
  const made = await add('/once');
  const { id } = await sendTest(made);
  await waitFor('it', async () => (await deliveries(made))[0]?.state === 'delivered');
  await plane.use(api.resendDelivery, { token: user.token, params: { webhookId: made.id, deliveryId: id } });
  await waitFor('it twice', () => receiver.at('/once').length === 2);
  expect(new Set(receiver.at('/once').map((one) => one.id)).size).toBe(1);
});

test('while a secret is changed both sign; afterwards the new one alone', async () => {
  const made = await add('/rotated');
  const params = { webhookId: made.id };
  const { secret, previousSecretUntil } = await plane.use(api.rotateWebhook, { token: user.token, params });
  expect(secret).not.toBe(made.secret);
  const hours = (Date.parse(previousSecretUntil ?? '') - Date.now()) / 3_600_000;
  expect(Math.round(hours)).toBe(24);
  await sendTest(made);
  expect(await receiver.waitFor('/rotated', 'webhook.test')).toMatchObject({ verified: true, signatures: 2 });
  await receiver.knows(secret);
  await sendTest(made);
  await waitFor('the second', () => receiver.at('/rotated').length === 2);
  expect(receiver.at('/rotated')[1]).toMatchObject({ verified: true, signatures: 2 });
  await plane.database.admin.query("update webhooks set previous_until = now() - interval '1 second' where id = $1", [
    made.id,
  ]);
  await sendTest(made);
  await waitFor('the third', () => receiver.at('/rotated').length === 3);
  expect(receiver.at('/rotated')[2]).toMatchObject({ verified: true, signatures: 1 });
});

test('R50 a secret is shown once: not by a route, a row, an entry, or an answer that sends it back', async () => {
  const made = await add('/echo');
  const { id } = await sendTest(made);
  await waitFor('its end', async () => (await deliveries(made))[0]?.state === 'delivered');
  expect((await detail(made.id, id)).tries[0]?.response).toBe('v1,•••• whsec_••••');
  const key = made.secret.replace('whsec_', '');
  const { rows } = await plane.database.admin.query<{ all: string }>(
    `select (select string_agg(w::text, ' ') from webhooks w) || (select string_agg(d::text, ' ') from webhook_deliveries d)
       || (select string_agg(a::text, ' ') from audit_log a) as all`,
  );
  const listed = await plane.call('GET', '/api/webhooks', { token: user.token });
  for (const text of [rows[0]?.all ?? '', listed.text]) {
    expect(text.length).toBeGreaterThan(100);
    expect(text).not.toContain(key);
  }
});

test('R51 a name that leads to a private address is refused when it is dialled', async () => {
  const strict = await createTestPlane({ env: { WEBHOOKS_MS: '50' } });
  const admin = await readyUser(strict);
  const { token } = admin;
  const before = receiver.heard.length;
  const { port } = new URL(receiver.url);
  const refused = await strict.call('POST', '/api/webhooks', {
    token,
    body: { name: 'x', url: `http://127.0.0.1:${port}/ok`, events: ['job.failed'] },
  });
  expect(refused.problem()).toMatchObject({ status: 422, errors: [{ field: 'url' }] });
  const made = await strict.use(api.createWebhook, {
    token,
    body: { name: 'ERP', url: 'http://localhost/ok', events: ['job.completed'] },
  });
  await strict.use(api.testWebhook, { token, params: { webhookId: made.id } });
  const delivery = await waitFor('its end', async () => {
    const { items } = await strict.use(api.listDeliveries, { token, params: { webhookId: made.id } });
    return items.find(({ state }) => state === 'failed');
  });
  expect(delivery).toMatchObject({ fault: 'refused', code: null });
  expect(receiver.heard).toHaveLength(before);
  await strict.close();
});
