import { afterAll, beforeAll, expect, test } from 'vitest';
import * as api from '@sri/shared/protocol/api/webhooks.ts';
import { freePort } from '../../infrastructure/local/ports.ts';
import { waitFor } from '../../infrastructure/test/wait-for.ts';
import type { TestUser } from '../test/factories.ts';
import { createTestPlane, type TestPlane } from '../test/plane.ts';
import { startReceiver, type Receiver } from '../test/receiver-process.ts';
import { startServerProcess } from '../test/server-process.ts';

const ENV = { EGRESS_ALLOW: 'loopback', WEBHOOKS_MS: '50', WEBHOOK_TIMEOUT_MS: '3000' };

let plane: TestPlane;
let receiver: Receiver;

beforeAll(async () => {
  plane = await createTestPlane({ env: ENV });
  receiver = await startReceiver();
});
afterAll(async () => {
  await receiver?.stop();
  await plane?.close();
});

async function add(user: TestUser, path: string): Promise<string> {
  const body = { name: path, url: receiver.url + path, events: ['job.completed'] };
  return (await plane.use(api.createWebhook, { token: user.token, body })).id;
}

/** As if so many executions had ended at once. */
async function enqueue(user: TestUser, webhookId: string, count: number): Promise<void> {
  await plane.database.admin.query(
    `insert into webhook_deliveries (org_id, webhook_id, event, payload)
     select $1, $2, 'job.completed', jsonb_build_object('type', 'job.completed', 'timestamp', '2026-11-25T02:00:00Z', 'data', jsonb_build_object('n', n))::text
     from generate_series(1, $3::int) n`,
    [user.orgId, webhookId, count],
  );
}

const statesOf = async (webhookId: string): Promise<Record<string, number>> => {
  const { rows } = await plane.database.admin.query<{ state: string; n: number }>(
    'select state, count(*)::int as n from webhook_deliveries where webhook_id = $1 group by 1',
    [webhookId],
  );
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
};
const delivered = (webhookId: string, n: number) =>
  waitFor(`${n} deliveries`, async () => (await statesOf(webhookId))['delivered'] === n);

test('two control planes send each message once', async () => {
  const second = await plane.startPlane();
  const user = await plane.registerOrg();
  const webhookId = await add(user, '/both');
  await enqueue(user, webhookId, 200);
  await delivered(webhookId, 200);
  const ids = receiver.at('/both').map(({ id }) => id);
  expect({ sent: ids.length, different: new Set(ids).size }).toEqual({ sent: 200, different: 200 });
  const { rows } = await plane.database.admin.query(
    'select distinct attempts from webhook_deliveries where webhook_id = $1',
    [webhookId],
  );
  expect(rows).toEqual([{ attempts: 1 }]);
  await second.stop();
});

test('an endpoint that never answers takes its own few places, and nobody else waits for it', async () => {
  const [slow, quick] = [await plane.registerOrg(), await plane.registerOrg()];
  const [silent, beside, elsewhere] = [
    await add(slow, '/silent'),
    await add(slow, '/beside'),
    await add(quick, '/elsewhere-org'),
  ];
  await enqueue(slow, silent, 500);
  await waitFor('it to be asked', () => receiver.at('/silent').length > 0);
  await enqueue(slow, beside, 20);
  await enqueue(quick, elsewhere, 20);
  await Promise.all([delivered(beside, 20), delivered(elsewhere, 20)]);
  // Not one of them has been answered yet, and no more than its share was begun.
  expect(await statesOf(silent)).toEqual({ waiting: 500 });
  const { rows } = await plane.database.admin.query<{ n: number }>(
    'select count(*)::int as n from webhook_deliveries where webhook_id = $1 and claimed_until > now()',
    [silent],
  );
  expect(rows[0]?.n).toBeLessThanOrEqual(4);
  await plane.database.admin.query('delete from webhook_deliveries where webhook_id = $1', [silent]);
});

test('many endpoints of one organisation leave room for the next organisation', async () => {
  const [greedy, other] = [await plane.registerOrg(), await plane.registerOrg()];
  for (let index = 0; index < 12; index += 1) await enqueue(greedy, await add(greedy, '/silent'), 10);
  const { rows } = await plane.database.admin.query<{ id: string }>('select id from webhooks where org_id = $1', [
    greedy.orgId,
  ]);
  const ids = rows.map(({ id }) => id);
  const underWay = async (): Promise<number> => {
    const found = await plane.database.admin.query<{ n: number }>(
      'select count(*)::int as n from webhook_deliveries where webhook_id = any($1) and claimed_until > now()',
      [ids],
    );
    return found.rows[0]?.n ?? 0;
  };
  expect(await waitFor('its share', async () => (await underWay()) >= 16 && underWay())).toBe(16);
  const webhookId = await add(other, '/room');
  await enqueue(other, webhookId, 5);
  await delivered(webhookId, 5);
  await plane.database.admin.query('delete from webhook_deliveries where webhook_id = any($1)', [ids]);
});

test('a control plane that is killed while it sends: the message is sent again, under its id', async () => {
  const user = await plane.registerOrg();
  const webhookId = await add(user, '/silent');
  await plane.plane?.background.stop();
  const before = receiver.at('/silent').length;
  const process = startServerProcess({
    ...plane.env,
    WEBHOOK_TIMEOUT_MS: '60000',
    PORT: String(await freePort()),
    LOG_LEVEL: 'info',
  });
  await process.listening();
  await enqueue(user, webhookId, 1);
  await waitFor('it to be under way', () => receiver.at('/silent').length > before);
  process.child.kill('SIGKILL');
  expect(await process.exited).toBe('SIGKILL');
  expect(await statesOf(webhookId)).toEqual({ waiting: 1 });
  // The claim of the dead one runs out, and the receiver has come round.
  await plane.database.admin.query(`update webhooks set url = $2 where id = $1`, [
    webhookId,
    `${receiver.url}/after-kill`,
  ]);
  await plane.database.admin.query(
    'update webhook_deliveries set next_at = now(), claimed_until = now() where webhook_id = $1',
    [webhookId],
  );
  const third = await plane.startPlane();
  await delivered(webhookId, 1);
  expect(receiver.at('/after-kill').map(({ id }) => id)).toEqual([receiver.at('/silent').at(-1)?.id]);
  await third.stop();
});

test('a control plane that stops while it sends gives the message back at once', async () => {
  const user = await plane.registerOrg();
  const webhookId = await add(user, '/silent');
  const before = receiver.at('/silent').length;
  const fourth = await plane.startPlane({ WEBHOOK_TIMEOUT_MS: '60000' });
  await enqueue(user, webhookId, 1);
  await waitFor('it to be under way', () => receiver.at('/silent').length > before);
  await fourth.stop();
  const { rows } = await plane.database.admin.query(
    'select state, attempts, next_at <= now() as due, claimed_until from webhook_deliveries where webhook_id = $1',
    [webhookId],
  );
  expect(rows).toEqual([{ state: 'waiting', attempts: 0, due: true, claimed_until: null }]);
});
