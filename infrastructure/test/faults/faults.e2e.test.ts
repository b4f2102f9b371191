import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { redisKeys } from '@sri/shared/protocol/redis-keys.ts';
import { registerOrg, type ApiClient, type JobAnswer } from '../stack/api-client.ts';
import { makeHome, startLocalStack, type LocalStack } from '../stack/local-stack.ts';
import { freePort } from '../../local/ports.ts';
import { waitFor } from '../wait-for.ts';

const keys = redisKeys();
let stack: LocalStack;
let redis: Redis;

beforeAll(async () => {
  stack = await startLocalStack(makeHome());
  redis = new Redis(stack.env.REDIS_URL);
});

afterAll(async () => {
  redis?.disconnect();
  await stack?.stop();
});

interface Firm {
  client: ApiClient;
  providerId: string;
  /** Logs in at the practice portal and hands the session in, as the desktop app does. Gives the portal's cookie. */
  connect: () => Promise<string>;
  /** Publishes a new version with these steps, runs it, and gives what became of it. */
  outcome: (steps: object[]) => Promise<JobAnswer>;
}

/** An organisation of its own, connected to the practice portal. */
async function openFirm(name: string): Promise<Firm> {
  const client = await registerOrg(stack.env.API_URL, name);
  const providerId = await client.providerId('practica');
  const connect = async (): Promise<string> => {
    const answer = await fetch(`${stack.env.PORTAL_URL}/ingresar`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ usuario: 'proveedor', clave: 'practica2026' }),
    });
    const value = /PORTALSESSID=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '')?.[1] ?? '';
    const domain = new URL(stack.env.PORTAL_URL).hostname;
    await client.connect(providerId, [{ name: 'PORTALSESSID', value, domain }]);
    return `PORTALSESSID=${value}`;
  };
  await connect();
  const outcome = async (steps: object[]): Promise<JobAnswer> => {
    await client.publish(providerId, steps);
    return client.ended(await client.run(providerId), 120_000);
  };
  return { client, providerId, connect, outcome };
}

const page = (path: string): object => ({ type: 'navigate', url: `${stack.env.PORTAL_URL}${path}`, timeoutMs: 5000 });

// Each has a firm of its own, and most of them wait: side by side they take as long as the longest.
describe.concurrent('bad input and faults', () => {
  test('a flow with a fault is refused when it is made, with the place of the fault', async () => {
    const { client, providerId } = await openFirm('errores');
    const make = (steps: object[]) =>
      client.call<{ code: string; errors: { field: string }[]; hint: string }>('POST', '/api/flows', {
        providerId,
        version: '1.0.0',
        name: 'Mala',
        description: '',
        steps,
      });
    const shot = { type: 'screenshot' };
    const unknown = await make([shot, { type: 'bailar' }]);
    expect(unknown).toMatchObject({ status: 422, body: { code: 'invalid_request', hint: expect.any(String) } });
    expect(unknown.body.errors[0]?.field).toBe('steps[1].type');
    expect((await make([shot, shot, { type: 'navigate', url: 'nada' }])).body.errors[0]?.field).toBe('steps[2].url');
  });

  test("another organisation's flow cannot be activated, nor seen", async () => {
    const { client, providerId } = await openFirm('propia');
    const flowId = await client.publish(providerId, [page('/inicio')]);
    const stranger = await registerOrg(stack.env.API_URL, 'ajena');
    expect(await stranger.call('POST', `/api/flows/${flowId}/activate`)).toMatchObject({ status: 404 });
    expect(await stranger.call('GET', `/api/flows/${flowId}`)).toMatchObject({ status: 404 });
  });

  test('data is read over all pages of a table, and its numbers are as printed', async () => {
    const { client, outcome } = await openFirm('tablas');
    const job = await outcome([
      page('/liquidaciones'),
      {
        type: 'extractTable',
        target: 'table.resultados',
        pagination: { next: 'a.siguiente', maxPages: 20 },
        saveAs: 'liquidaciones',
      },
      { type: 'extract', fields: [{ name: 'cantidad', target: '#total-cantidad' }], saveAs: 'totales' },
    ]);
    expect(job).toMatchObject({ status: 'completed' });
    const { body } = await client.call<{ items: { name: string; url: string }[] }>(
      'GET',
      `/api/jobs/${job.jobId}/artifacts`,
    );
    const data = body.items.find(({ name }) => name === 'data/liquidaciones.json');
    const rows = (await (await fetch(data?.url ?? '')).json()) as Record<string, string>[];
    expect(rows).toHaveLength(68);
    expect(Object.keys(rows[0] ?? {})).toEqual(expect.arrayContaining(['Número', 'Fecha', 'Importe', 'Moneda']));
    expect(rows.every((row) => /^-?\d{1,3}(\.\d{3})*,\d{2}$/.test(row['Importe'] ?? ''))).toBe(true);
    expect(body.items.map(({ name }) => name)).toContain('data/liquidaciones.csv');
    expect(body.items.some(({ name }) => name.includes('attempts/'))).toBe(false);
  });

  test('a selector that matches nothing, and one that matches several', async () => {
    const { outcome } = await openFirm('selectores');
    expect(await outcome([page('/inicio'), { type: 'click', target: '#no-existe', timeoutMs: 1000 }])).toMatchObject({
      status: 'failed',
      error: { code: 'element_not_found', hint: expect.stringMatching(/./) },
    });
    expect(await outcome([page('/inicio'), { type: 'click', target: 'a', timeoutMs: 1000 }])).toMatchObject({
      status: 'failed',
      error: { code: 'element_ambiguous', hint: expect.stringMatching(/./) },
    });
  });

  // These two wait for what takes its time by design: side by side.
  test.concurrent(
    'R4 R45 an envelope that somebody changed in Redis does not run; the job is put anew from the record and does',
    async () => {
      const { client, providerId } = await openFirm('alterada');
      await client.publish(providerId, [page('/inicio')]);
      const key = keys.orgJobs(client.orgId);
      const pids: number[] = [];
      for (const id of ['worker-1', 'worker-2']) {
        pids.push((JSON.parse((await redis.get(keys.heartbeat(id))) ?? '{}') as { pid: number }).pid);
      }
      for (const pid of pids) process.kill(pid, 'SIGSTOP');
      let jobId: string;
      try {
        jobId = await client.run(providerId);
        const element = await waitFor('the element', async () => (await redis.lindex(key, 0)) ?? undefined);
        await redis.lset(key, 0, element.replace('"inputs":{}', '"inputs":{"x":"y"}'));
      } finally {
        for (const pid of pids) process.kill(pid, 'SIGCONT');
      }
      // The queue knows the element that it was given and drops any other; the reconciler misses the job within 90 s.
      expect(await client.ended(jobId, 150_000)).toMatchObject({ status: 'completed', gen: 2, inputs: {} });
    },
  );

  test.concurrent('a site that answers 500, never answers, or is down', async () => {
    const { client, providerId } = await openFirm('sitio-malo');
    const down = { type: 'navigate', url: `http://127.0.0.1:${await freePort()}/`, timeoutMs: 5000 };
    const cases: [object, string][] = [
      [page('/pruebas/error-500'), 'page_server_error'],
      [{ ...page('/pruebas/nunca'), timeoutMs: 1500 }, 'page_timeout'],
      [down, 'page_unreachable'],
    ];
    const jobs = await Promise.all(
      cases.map(async ([step, code]) => {
        const flow = await client.call<{ flowId: string }>('POST', '/api/flows', {
          providerId,
          version: '1.0.0',
          name: code,
          description: '',
          steps: [step],
        });
        await client.call('POST', `/api/flows/${flow.body.flowId}/activate`);
        const { body } = await client.call<{ jobId: string }>('POST', '/api/run', {
          providerId,
          flowId: flow.body.flowId,
        });
        return { jobId: body.jobId, code };
      }),
    );
    // They are tried three times, with a growing pause, before they count as failed (R18).
    for (const { jobId, code } of jobs) {
      expect(await client.ended(jobId, 180_000)).toMatchObject({ status: 'failed', error: { code } });
    }
  });

  test('a download that stops half-way leaves no half file', async () => {
    const { client, outcome } = await openFirm('descargas');
    const job = await outcome([page('/pruebas/'), { type: 'download', target: '#descarga-cortada', timeoutMs: 5000 }]);
    expect(job).toMatchObject({ status: 'failed', error: { code: 'download_interrupted' } });
    const { body } = await client.call<{ items: { name: string }[] }>('GET', `/api/jobs/${job.jobId}/artifacts`);
    expect(body.items.filter(({ name }) => name.startsWith('downloads/'))).toEqual([]);
  });

  test('an unreadable element in the queue is put aside, and what comes after it runs', async () => {
    const { client, providerId } = await openFirm('ilegible');
    await client.publish(providerId, [page('/inicio')]);
    await redis.rpush(keys.orgJobs(client.orgId), '{"no": "es un sobre"', 'ni siquiera json');
    const jobId = await client.run(providerId);
    expect(await client.ended(jobId)).toMatchObject({ status: 'completed' });
    expect(await redis.llen(keys.orgJobs(client.orgId))).toBe(0);
    expect(await redis.llen(keys.dead(client.orgId))).toBe(2);
  });

  test('an expired login is needs_login, never success; the account waits and goes on after a new login', async () => {
    const { client, providerId, connect } = await openFirm('expirada');
    const cookie = await connect();
    await client.publish(providerId, [page('/liquidaciones'), { type: 'screenshot' }]);
    expect(await client.ended(await client.run(providerId))).toMatchObject({ status: 'completed' });
    await fetch(`${stack.env.PORTAL_URL}/salir`, { headers: { cookie } });
    const met = await client.run(providerId);
    expect(await client.ended(met)).toMatchObject({ status: 'needs_login', error: { code: 'login_required' } });
    const waiting = await client.run(providerId);
    await connect();
    for (const jobId of [met, waiting]) {
      const job = await waitFor('the execution to go on', async () => {
        const { body } = await client.call<JobAnswer>('GET', `/api/jobs/${jobId}`);
        return body.status === 'completed' && body;
      });
      expect(job.status).toBe('completed');
    }
  });

  test('wrong and expired tokens are refused with a code and a hint', async () => {
    for (const token of ['', 'x.y.z', 'eyJhbGciOiJub25lIn0.e30.']) {
      const answer = await fetch(`${stack.env.API_URL}/api/jobs`, { headers: { authorization: `Bearer ${token}` } });
      expect(answer.status).toBe(401);
      expect(await answer.json()).toMatchObject({ code: expect.any(String), hint: expect.stringMatching(/./) });
    }
  });
});
