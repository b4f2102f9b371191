import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { connectS3 } from '@sri/shared/node/s3.ts';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { waitFor } from '../wait-for.ts';
import { registerOrg, signIn, type ApiClient } from './api-client.ts';
import { makeHome, run, startLocalStack, type LocalStack } from './local-stack.ts';

const home = makeHome();
let stack: LocalStack;

const exists = (pid: number): boolean => existsSync(`/proc/${pid}`);

async function workerPids(): Promise<number[]> {
  const redis = new Redis(stack.env.REDIS_URL);
  try {
    const beats = await redis.mget('sri:worker:worker-1:heartbeat', 'sri:worker:worker-2:heartbeat');
    return beats.flatMap((text) => (text === null ? [] : [(JSON.parse(text) as { pid: number }).pid]));
  } finally {
    redis.disconnect();
  }
}

async function objectsOf(client: ApiClient, jobId: string): Promise<string[]> {
  const s3 = connectS3({
    endpoint: stack.env.S3_ENDPOINT,
    accessKey: stack.env.S3_ACCESS_KEY,
    secretKey: stack.env.S3_SECRET_KEY,
  });
  const prefix = `results/${client.orgId}/${client.userId}/${jobId}/`;
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: 'sri-results', Prefix: prefix }));
  return Contents.map(({ Key = '' }) => Key.slice(prefix.length));
}

/** An organisation with the practice portal connected and a flow that takes `ms` to open one page. */
async function slowOrg(name: string, ms: number): Promise<{ client: ApiClient; providerId: string }> {
  const client = await registerOrg(stack.env.API_URL, name);
  const providerId = await client.providerId('practica');
  await client.publish(providerId, [
    { type: 'navigate', url: `${stack.env.PORTAL_URL}/pruebas/lenta?ms=${ms}`, timeoutMs: 60_000 },
    { type: 'screenshot' },
  ]);
  await client.connect(providerId, [{ name: 'x', value: 'y', domain: '127.0.0.1' }]);
  return { client, providerId };
}

beforeAll(async () => {
  stack = await startLocalStack(home);
});

afterAll(async () => {
  await stack?.stop();
});

describe('npm start', () => {
  test('writes where everything is, without quotes', () => {
    const text = readFileSync(join(home, 'stack.env'), 'utf8');
    const names = ['DATABASE_URL', 'DATABASE_ADMIN_URL', 'REDIS_URL', 'S3_ENDPOINT', 'S3_ACCESS_KEY', 'S3_SECRET_KEY'];
    for (const name of [...names, 'API_URL', 'PORTAL_URL', 'DEMO_EMAIL', 'DEMO_PASSWORD']) {
      expect(text).toMatch(new RegExp(`^${name}=[^"'\\s]+$`, 'm'));
    }
    expect(new URL(stack.env.API_URL).href).toBe(`${stack.env.API_URL}/`);
  });

  test('ends with a card: address, login, next thing to do', () => {
    for (const part of [stack.env.API_URL, stack.env.DEMO_EMAIL, stack.env.DEMO_PASSWORD, stack.env.PORTAL_URL]) {
      expect(stack.started.output).toContain(part);
    }
  });

  test('the demo organisation has an execution that ran for real', async () => {
    const demo = await signIn(stack.env.API_URL, stack.env.DEMO_EMAIL, stack.env.DEMO_PASSWORD);
    const { body } = await demo.call<{ items: { jobId: string; status: string }[] }>('GET', '/api/jobs');
    const done = body.items.find(({ status }) => status === 'completed');
    expect(done).toBeDefined();
    const objects = await objectsOf(demo, done?.jobId ?? '');
    expect(objects).toEqual(
      expect.arrayContaining(['execution.log', 'screenshot-0.png', 'manifest.json', 'result.json']),
    );
    expect(objects.some((name) => /^data\/.+\.csv$/.test(name))).toBe(true);
  });

  test('a second launcher is refused, with the address of the first', async () => {
    const second = await run('npm', ['start', '--', '--detach'], { SRI_HOME: home });
    expect(second.code).not.toBe(0);
    expect(second.output).toContain(stack.env.API_URL);
  });
});

describe('when a part dies', () => {
  test('R5 R8 kill -9 of the worker in mid-job: another one starts it within 40 s, and it is recorded once', async () => {
    const { client, providerId } = await slowOrg('muere', 8000);
    const jobId = await client.run(providerId);
    const first = await waitFor('the job to run', async () => {
      const { body } = await client.call<{ status: string; workerId?: string }>('GET', `/api/jobs/${jobId}`);
      return body.status === 'running' && (body.workerId ?? undefined);
    });
    const redis = new Redis(stack.env.REDIS_URL);
    const beat = await waitFor('the heartbeat that names the job', async () => {
      const text = await redis.get(`sri:worker:${first}:heartbeat`);
      return text?.includes(jobId) && (JSON.parse(text) as { pid: number });
    });
    redis.disconnect();
    process.kill(beat.pid, 'SIGKILL');
    const job = await client.ended(jobId, 90_000);
    expect(job).toMatchObject({ status: 'completed' });
    const objects = await waitFor('the attempts to be tidied away', async () => {
      const names = await objectsOf(client, jobId);
      return !names.some((name) => name.startsWith('attempts/')) && names;
    });
    expect(objects.filter((name) => name === 'execution.log')).toHaveLength(1);
    await waitFor('both workers to be back', async () => (await workerPids()).length === 2);
  });

  test('R13 R14 Redis, Postgres, S3 and the control plane are killed in turn: nothing is lost', async () => {
    const { client, providerId } = await slowOrg('sobrevive', 200);
    const status = readFileSync(join(home, 'stack.env'), 'utf8');
    expect(status).toContain('API_URL');
    const accepted: string[] = [];
    for (const name of ['redis', 's3', 'postgres', 'server']) {
      accepted.push(await waitFor('a job to be accepted', () => client.run(providerId).catch(() => undefined)));
      const pid = Number(readFileSync(join(home, 'run', `${name}.pid`), 'utf8').split(/\s/)[0]);
      process.kill(pid, 'SIGKILL');
      accepted.push(await waitFor('a job to be accepted', () => client.run(providerId).catch(() => undefined)));
    }
    for (const jobId of accepted) expect(await client.ended(jobId, 120_000)).toMatchObject({ status: 'completed' });
  });
});

describe('npm stop', () => {
  test('ends everything, and says so with 0', async () => {
    const pids = await workerPids();
    const stopped = await stack.stop();
    expect(stopped.code).toBe(0);
    expect(stopped.seconds).toBeLessThan(90);
    for (const pid of pids) expect(exists(pid)).toBe(false);
    await expect(fetch(`${stack.env.API_URL}/health`)).rejects.toThrow('fetch failed');
  });

  test('is content where nothing runs', async () => {
    expect((await run('npm', ['stop'], { SRI_HOME: home })).code).toBe(0);
  });

  test('a second start has the data kept', async () => {
    stack = await startLocalStack(home);
    const demo = await signIn(stack.env.API_URL, stack.env.DEMO_EMAIL, stack.env.DEMO_PASSWORD);
    const { body } = await demo.call<{ items: { status: string }[] }>('GET', '/api/jobs');
    expect(body.items.filter(({ status }) => status === 'completed').length).toBeGreaterThan(0);
  });
});
