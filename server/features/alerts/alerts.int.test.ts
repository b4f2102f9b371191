import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as api from '@sri/shared/protocol/api/alerts.ts';
import { createWebhook, listDeliveries } from '@sri/shared/protocol/api/webhooks.ts';
import { waitFor } from '../../../infrastructure/test/wait-for.ts';
import { createTestPlane, type StartedPlane, type TestPlane } from '../../test/plane.ts';
import { CARGILL, readyUser, startJob, type ReadyUser } from '../../test/ready-flow.ts';

interface Mail {
  to: string[];
  text: string;
}

let plane: TestPlane;
let second: StartedPlane;
let server: SMTPServer;
const mails: Mail[] = [];
let refusing = false;

/** A mail server that keeps what it takes. */
async function startMailServer(): Promise<string> {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, done) => done(refusing ? new Error('mailbox busy') : null),
    onData: (stream, session, done) => {
      let text = '';
      stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      stream.on('end', () => {
        mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), text });
        done();
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
}

beforeAll(async () => {
  const SMTP_URL = await startMailServer();
  const env = {
    SMTP_URL,
    SMTP_FROM: 'SRI <avisos@sri.example>',
    ALERTS_MS: '100',
    MAILS_MS: '100',
    WEBHOOKS_MS: '60000',
  };
  plane = await createTestPlane({ env });
  // Two of them look at the same facts, and whoever is told is told once.
  second = await plane.startPlane();
});
afterAll(async () => {
  await second?.stop();
  await plane?.close();
  await new Promise<void>((done) => server?.close(() => done()));
});

const open = async ({ token }: ReadyUser) => (await plane.use(api.listAlerts, { token })).items;
const sql = (text: string, values: unknown[]) => plane.database.admin.query(text, values);
const found = (user: ReadyUser, kind: string) =>
  waitFor(`the alert ${kind}`, async () => (await open(user)).find((alert) => alert.kind === kind));
const gone = (user: ReadyUser, kind: string) =>
  waitFor(`no ${kind}`, async () => !(await open(user)).some((alert) => alert.kind === kind));

async function wantMail({ token }: ReadyUser, to: string): Promise<void> {
  const kinds = ['no_workers', 'session_expired'];
  await plane.use(api.changeAlertSettings, { token, body: { emails: [to], emailKinds: kinds } });
}

test('no robots: told once in the console, by webhook and by e-mail, and closed when it no longer holds', async () => {
  const user = await readyUser(plane);
  const { token } = user;
  await wantMail(user, 'ana@uno.example');
  const body = { name: 'ERP', url: 'http://erp.invalid/x', events: ['alert.opened', 'alert.closed'] };
  const { id: webhookId } = await plane.use(createWebhook, { token, body });
  const jobId = await startJob(plane, user);
  await sql("update jobs set updated_at = now() - interval '2 minutes' where id = $1", [jobId]);
  const alert = await found(user, 'no_workers');
  expect(alert).toMatchObject({
    subject: 'workers',
    details: { count: 1, minutes: 2 },
    acknowledged: null,
    closedAt: null,
  });
  const mail = await waitFor('the mail', () => mails.find(({ to }) => to.includes('ana@uno.example')));
  expect(mail.text).toContain('From: SRI <avisos@sri.example>');
  expect(mail.text).toContain('Subject: SRI: No hay robots activos');
  await sql('update jobs set updated_at = now() where id = $1', [jobId]);
  await gone(user, 'no_workers');
  const { items } = await plane.use(listDeliveries, { token, params: { webhookId } });
  expect(items.map(({ event }) => event).toSorted()).toEqual(['alert.closed', 'alert.opened']);
  expect(mails.filter(({ to }) => to.includes('ana@uno.example'))).toHaveLength(1);
  const [closed] = (await plane.use(api.listAlerts, { token, query: { state: 'all' } })).items;
  expect(closed).toMatchObject({ id: alert.id, closedAt: expect.any(String) as string });
});

test('sessions: about to expire, expired, and an account at which nothing starts', async () => {
  const user = await readyUser(plane);
  const { orgId, userId, token } = user;
  await plane.use(api.changeAlertSettings, { token, body: { emails: ['eva@dos.example'], language: 'en' } });
  await sql(
    `insert into session_lives (org_id, user_id, provider_id, session_version, expected_until)
     select org_id, user_id, provider_id, session_version, now() + interval '3 hours' from connected_providers where org_id = $1`,
    [orgId],
  );
  expect((await found(user, 'session_expiring')).details).toMatchObject({
    providerId: CARGILL,
    userId,
    portal: 'Cargill',
  });
  await sql('update session_lives set ended_at = now() where org_id = $1', [orgId]);
  await found(user, 'session_expired');
  await gone(user, 'session_expiring');
  const mail = await waitFor('the mail', () => mails.find(({ to }) => to.includes('eva@dos.example')));
  expect(mail.text).toMatch(/has expired/);
  await sql('update connected_providers set guard_id = gen_random_uuid() where org_id = $1', [orgId]);
  await found(user, 'account_locked');
  await gone(user, 'session_expired');
});

/** Executions that ended, oldest first: true failed. */
async function ended({ orgId, userId, flowId }: ReadyUser, failed: readonly boolean[]): Promise<void> {
  await sql(
    `insert into jobs (org_id, user_id, provider_id, provider, flow_id, version, script_key, script_hash, script_signature, key_id,
       status, finished_at)
     select $1, $2, $3, 'cargill', $4, '1.0.0', 's', 'h', 'h', 'k', case when f then 'failed' else 'completed' end,
       now() - interval '3 hours' + n * interval '1 minute'
     from unnest($5::boolean[]) with ordinality as all_of (f, n)`,
    [orgId, userId, CARGILL, flowId, failed],
  );
}
const times = (count: number, value: boolean): boolean[] => Array.from({ length: count }, () => value);

test('a portal that fails more than usual; few executions, or a portal that always fails, cry no wolf', async () => {
  const [changed, few, always] = [await readyUser(plane), await readyUser(plane), await readyUser(plane)];
  await ended(few, times(12, true));
  await ended(always, times(40, true));
  await ended(changed, [...times(25, false), ...times(3, false), ...times(7, true)]);
  expect((await found(changed, 'provider_failing')).details).toMatchObject({ portal: 'Cargill', count: 7, of: 10 });
  for (const user of [few, always])
    expect((await open(user)).map(({ kind }) => kind)).not.toContain('provider_failing');
});

test('an execution without rows where its flow had some before', async () => {
  const user = await readyUser(plane);
  await ended(user, [false, false]);
  const { rows } = await plane.database.admin.query<{ id: string }>(
    'select id from jobs where org_id = $1 order by finished_at',
    [user.orgId],
  );
  const [before, last] = rows.map(({ id }) => id);
  const step = (jobId: string | undefined, message: string) =>
    sql(
      `insert into job_steps (org_id, job_id, ordinal, step_id, path, type, status, started_at, message)
       values ($1, $2, 0, 's', '1', 'extractTable', 'passed', now(), $3)`,
      [user.orgId, jobId, message],
    );
  await step(before, '126 filas en 3 páginas');
  await step(last, '0 filas');
  expect((await found(user, 'no_rows')).details).toEqual({ flowId: user.flowId, flow: 'Test Flow', jobId: last });
});

test('what nobody wants to know is not told; who sees to it is written down, and nobody is reminded after that', async () => {
  const user = await readyUser(plane);
  const { token } = user;
  await wantMail(user, 'leo@tres.example');
  const jobId = await startJob(plane, user);
  await sql("update jobs set updated_at = now() - interval '2 minutes' where id = $1", [jobId]);
  const { id } = await found(user, 'no_workers');
  const count = (): number => mails.filter(({ to }) => to.includes('leo@tres.example')).length;
  await waitFor('the first mail', () => count() === 1);
  await sql("update alerts set notified_at = now() - interval '25 hours' where id = $1", [id]);
  await waitFor('the reminder', () => count() === 2);
  const seen = await plane.use(api.acknowledgeAlert, { token, params: { alertId: id } });
  expect(seen.acknowledged).toMatchObject({ by: 'Admin User' });
  await sql("update alerts set notified_at = now() - interval '25 hours' where id = $1", [id]);
  await plane.use(api.changeAlertSettings, { token, body: { offKinds: ['no_workers'] } });
  await gone(user, 'no_workers');
  expect(count()).toBe(2);
});

test('a mail that is refused is sent later; a name cannot write headers', async () => {
  const user = await readyUser(plane);
  await wantMail(user, 'mal@cuatro.example');
  refusing = true;
  await sql('update users set name = $2 where id = $1', [user.userId, 'Ana\r\nBcc: otro@x.example']);
  await sql(
    `insert into session_lives (org_id, user_id, provider_id, session_version, ended_at)
     select org_id, user_id, provider_id, session_version, now() from connected_providers where org_id = $1`,
    [user.orgId],
  );
  const row = async () => {
    const { rows } = await plane.database.admin.query<{ state: string; attempts: number; error: string | null }>(
      'select state, attempts, error from alert_mails where org_id = $1',
      [user.orgId],
    );
    return rows[0];
  };
  expect(await waitFor('a refusal', async () => ((await row())?.error === null ? undefined : row()))).toMatchObject({
    state: 'waiting',
    error: expect.stringContaining('mailbox busy') as string,
  });
  refusing = false;
  await sql('update alert_mails set next_at = now() where org_id = $1', [user.orgId]);
  const mail = await waitFor('the mail', () => mails.find(({ to }) => to.includes('mal@cuatro.example')));
  expect(mail.to).toEqual(['mal@cuatro.example']);
  expect(mail.text.split('\r\n\r\n')[0]).not.toMatch(/^Bcc:/m);
  expect(mail.text).toContain('Ana Bcc: otro@x.example');
});
