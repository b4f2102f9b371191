// Executions in the team's containers: through the proxy to a portal, past the death of a worker, and while all workers are
// replaced one after the other.
import { beforeAll, describe, expect, test } from 'vitest';
import { waitFor } from '../wait-for.ts';
import { docker, whyNoEngine } from './engine.ts';
import { startPortal } from './portal-container.ts';
import { makeAccount, READ_TABLE, stay, type Account } from './team-account.ts';
import {
  API_URL,
  compose,
  composeBeside,
  health,
  isWell,
  idOf,
  idsOf,
  must,
  redis,
  sql,
  workersWell,
} from './team-stack.ts';

const missing = whyNoEngine();
const SLOW_MS = 900_000;

interface Artifact {
  name: string;
  url: string;
  bytes: number;
}

let address: string;
const account = (name: string): Promise<Account> => makeAccount(name, address);
const endsOf = (orgId: string): string =>
  sql(
    `select count(*) || ' ' || count(distinct subject) from audit_log where org_id = '${orgId}' and action like 'job.%ed' and action <> 'job.created'`,
  );
const statuses = (orgId: string): string =>
  sql(`select string_agg(distinct status, ',') || ' ' || count(*) from jobs where org_id = '${orgId}'`);

describe.skipIf(missing !== undefined)('executions in containers', () => {
  beforeAll(async () => {
    ({ address } = await startPortal());
  });

  test(
    'a flow goes through the proxy to the portal with its session, and its results come back by links through the API',
    async () => {
      const firm = await account('contenedores');
      await firm.publish(firm.provider, READ_TABLE);
      const jobId = await firm.run(firm.provider);
      const ended = await firm.ended(jobId, 120_000);
      expect(ended).toMatchObject({ status: 'completed', workerId: expect.stringMatching(/^worker-[123]$/) });

      const { body } = await firm.call<{ items: Artifact[] }>('GET', `/api/jobs/${jobId}/artifacts`);
      const names = body.items.map(({ name }) => name);
      expect(names).toEqual(expect.arrayContaining(['execution.log', 'data/liquidaciones.json']));
      for (const { url, bytes } of body.items) {
        expect(url).toMatch(new RegExp(`^${API_URL}/store/sri-results/results/${firm.orgId}/`));
        const file = await fetch(url);
        expect([file.status, (await file.arrayBuffer()).byteLength]).toEqual([200, bytes]);
      }
      const log = await fetch(body.items.find(({ name }) => name === 'execution.log')?.url ?? '');
      const text = await log.text();
      for (const line of ['✓ Hash verified', '✓ Signature verified', '✓ Session loaded']) expect(text).toContain(line);
      const table = await fetch(body.items.find(({ name }) => name === 'data/liquidaciones.json')?.url ?? '');
      expect(((await table.json()) as unknown[]).length).toBeGreaterThan(10);
      expect(must(docker('logs', idOf('egress')))).toContain('portal.sri.example');
      expect(redis('GET', `sri:job:${jobId}:status`)).toBe('completed');
      expect(must(docker('logs', idOf(ended.workerId ?? '')))).toContain('✅ Job completed');
    },
    SLOW_MS,
  );

  test(
    'R43 step 5 of the guide is met by the documented refusal: production takes no plain session',
    async () => {
      const firm = await account('llana');
      await firm.publish(firm.provider, READ_TABLE);
      const key = `sri:sessions:${firm.orgId}:${firm.userId}:portal`;
      redis(
        'SET',
        key,
        JSON.stringify({ cookies: [{ name: 's', value: 'v', domain: 'portal.sri.example' }], connectedAt: Date.now() }),
        'EX',
        '604800',
      );
      const ended = await firm.ended(await firm.run(firm.provider), 120_000);
      expect(ended).toMatchObject({ error: { code: 'session_not_found' } });
    },
    SLOW_MS,
  );

  test(
    'R5 R8 a worker that is killed in the middle of an execution: another one ends it, and it is recorded once',
    async () => {
      const firm = await account('muerte');
      await firm.publish(firm.provider, stay(20_000));
      const jobId = await firm.run(firm.provider);
      const worker = await waitFor('a worker to have it', () => {
        const [status, id = ''] = sql(
          `select status || ' ' || coalesce(worker_id, '') from jobs where id = '${jobId}'`,
        ).split(' ');
        return status === 'running' && id !== '' && id;
      });
      must(docker('kill', idOf(worker)));
      const ended = await firm.ended(jobId, 180_000);
      expect(ended.status).toBe('completed');
      expect(ended.workerId).not.toBe(worker);
      expect(sql(`select att from jobs where id = '${jobId}'`)).toBe('2');
      expect(endsOf(firm.orgId)).toBe('1 1');
      must(compose('up', '-d', '--no-build', '--no-deps', worker));
      await workersWell();
    },
    SLOW_MS,
  );

  test(
    'R23 all workers are replaced one after the other under load: nothing is lost, nothing runs twice',
    async () => {
      const firm = await account('relevo');
      await firm.publish(firm.provider, stay(1500));
      const asking = new AbortController();
      const asked = (async () => {
        const ids: string[] = [];
        while (!asking.signal.aborted) {
          ids.push(await firm.run(firm.provider));
          await new Promise((resolve) => setTimeout(resolve, 700));
        }
        return ids;
      })();
      for (const worker of ['worker-1', 'worker-2', 'worker-3']) {
        must(await composeBeside('up', '-d', '--no-build', '--no-deps', '--force-recreate', '--timeout', '75', worker));
        await isWell(worker);
      }
      asking.abort();
      const ids = await asked;
      expect(ids.length).toBeGreaterThan(15);
      for (const id of ids) expect(await firm.ended(id, 120_000)).toMatchObject({ status: 'completed' });
      expect(statuses(firm.orgId)).toBe(`completed ${ids.length}`);
      expect(endsOf(firm.orgId)).toBe(`${ids.length} ${ids.length}`);
      expect(sql(`select max(att) || ' ' || max(stalls) from jobs where org_id = '${firm.orgId}'`)).toBe('1 0');
    },
    SLOW_MS,
  );

  test(
    'five more workers come by --scale, each with a name of its own, take work, and leave in order',
    async () => {
      const firm = await account('escala');
      await firm.publish(firm.provider, stay(4000));
      must(compose('--profile', 'scale', 'up', '-d', '--no-build', '--no-deps', '--scale', 'worker=5', 'worker'));
      await waitFor(
        'five healthy ones',
        () => idsOf('worker').length === 5 && idsOf('worker').every((id) => health(id) === 'healthy'),
        600_000,
      );
      expect(redis('KEYS', 'sri:worker:*:heartbeat').split('\n')).toHaveLength(8);
      const ids = await Promise.all(Array.from({ length: 24 }, () => firm.run(firm.provider)));
      for (const id of ids) expect(await firm.ended(id, 180_000)).toMatchObject({ status: 'completed' });
      const scaled = sql(
        `select count(distinct worker_id) from jobs where org_id = '${firm.orgId}' and worker_id !~ '^worker-[123]$'`,
      );
      expect(Number(scaled)).toBeGreaterThan(1);
      const leaving = idOf('worker');
      must(docker('stop', '--time', '75', leaving));
      expect(must(docker('inspect', '-f', '{{.State.ExitCode}}', leaving)).trim()).toBe('0');
      expect(must(docker('logs', leaving))).toContain('draining');
      must(compose('--profile', 'scale', 'rm', '-sf', 'worker'));
    },
    SLOW_MS,
  );
});
