import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { makeHome, startLocalStack, type LocalStack } from '../stack/local-stack.ts';
import { waitFor } from '../wait-for.ts';
import { startExampleSite, type ExampleSite } from './example-site.ts';
import { blocksUnder, command, createGuideShell, type GuideShell } from './guide-shell.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const logFile = join(root, 'sri-execution-plane', 'logs', 'worker-combined.log');

let site: ExampleSite;
let stack: LocalStack;
let shell: GuideShell;
let logStart = 0;

interface Problem {
  code: string;
  detail: string;
  hint: string;
}
interface Job {
  jobId: string;
  status: string;
  scriptHash?: string;
  version?: string;
  error?: { code: string; message: string; hint: string };
}

/** Texts of the worker's log lines since this test began, of one job where it is named. */
function logLines(jobId?: string): string[] {
  // Bytes, not characters: the file's size is in bytes.
  return readFileSync(logFile)
    .subarray(logStart)
    .toString('utf8')
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as { msg: string; jobId?: string })
    .filter((line) => jobId === undefined || line.jobId === jobId)
    .map(({ msg }) => msg);
}

const auth = '-H "Authorization: Bearer {TOKEN}"';
const run = (): Promise<Job & Problem> => shell.json(command('Paso 6: Ejecutar', '/api/run'));
const jobOf = (jobId: string): Promise<Job> => shell.json(`curl http://localhost:3000/api/jobs/${jobId} ${auth}`);
const ended = (jobId: string, status: string): Promise<Job> =>
  waitFor(
    `job ${jobId} to be ${status}`,
    async () => {
      const job = await jobOf(jobId);
      if (job.status === status) return job;
      if (['completed', 'failed', 'cancelled'].includes(job.status)) throw new Error(JSON.stringify(job));
      return undefined;
    },
    60_000,
  );
const runToEnd = async (status = 'completed'): Promise<Job> => ended((await run()).jobId, status);
const sql = (text: string) => shell.sh(`docker exec sri-postgres psql -U sri sri_production -At -c "${text}"`);

beforeAll(async () => {
  site = await startExampleSite();
  logStart = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  stack = await startLocalStack(makeHome(), {
    EGRESS_MAP: `example.com:443=127.0.0.1:${site.port}`,
    CHROMIUM_ARGS: `--ignore-certificate-errors-spki-list=${site.spki}`,
  });
  shell = createGuideShell(stack.env);
});

afterAll(async () => {
  await stack?.stop();
  await site?.close();
});

/** Is anything of this process group still there? */
function groupLives(group: number): boolean {
  try {
    return process.kill(-group, 0);
  } catch {
    return false;
  }
}

describe('preparation', () => {
  test('a secret of good length is made', async () => {
    const { output } = await shell.sh(command('2. Configurar los secretos compartidos', 'openssl'));
    expect(output.trim()).toMatch(/^[0-9a-f]{64}$/);
  });

  test('the control plane is alive and ready', async () => {
    const under = '3. Iniciar el plano de control';
    expect((await shell.sh(`${command(under, '/health')} -o /dev/null -w '%{http_code}'`)).output).toBe('200');
    const ready = await shell.sh(`${command(under, '/ready')} -w '\\n%{http_code}'`);
    expect(ready.output.trim().split('\n').at(-1)).toBe('200');
  });

  test('the buckets can be made with mc, and are there', async () => {
    const under = '4. Crear los buckets';
    expect((await shell.sh(command(under, 'mc alias'))).code).toBe(0);
    for (const bucket of ['sri-scripts', 'sri-results']) {
      // The local stack has made them already, which mc reports as its own kind of success.
      expect((await shell.sh(command(under, `mb local/${bucket}`))).output).toMatch(/BucketAlreadyOwnedByYou|created/);
    }
    const { output } = await shell.sh(command(under, 'mc ls'));
    expect(output).toContain('sri-scripts/');
    expect(output).toContain('sri-results/');
  });

  test('the workers have said what the guide shows', async () => {
    const wanted = blocksUnder('5. Iniciar un worker', '')[0]?.text.trim().split('\n') ?? [];
    expect(wanted).toHaveLength(3);
    await waitFor('the first lines of the workers', () => wanted.every((line) => logLines().includes(line)));
  });
});

describe('the whole flow', () => {
  let job: Job;

  test('step 1: an organisation is registered', async () => {
    const answer = await shell.json<{ token: string; refreshToken: string; user: { id: string }; org: { id: string } }>(
      command('Paso 1: Crear la organización', 'register'),
    );
    const claims = JSON.parse(Buffer.from(answer.token.split('.')[1] ?? '', 'base64url').toString()) as object;
    expect(claims).toMatchObject({ sub: answer.user.id, userId: answer.user.id, orgId: answer.org.id, role: 'admin' });
    Object.assign(shell.values, { TOKEN: answer.token, ORG_ID: answer.org.id, USER_ID: answer.user.id });
  });

  test('step 2: the portals are listed without a token', async () => {
    const providers = await shell.json<{ id: string; slug: string }[]>(
      command('Paso 2: Obtener el id del portal', 'providers'),
    );
    shell.values['PROVIDER_ID'] = providers.find(({ slug }) => slug === 'cargill')?.id ?? '';
    expect(shell.values['PROVIDER_ID']).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('run, check 2: a portal that is not connected is refused', async () => {
    expect(await run()).toMatchObject({ code: 'provider_not_connected' });
  });

  test('step 3: a flow is created, hashed, signed and stored', async () => {
    const flow = await shell.json<{ flowId: string; scriptHash: string }>(
      command('Paso 3: Crear el flujo', '/api/flows'),
    );
    shell.values['FLOW_ID'] = flow.flowId;
    const stored = await sql(
      `select encode(sha256(convert_to(script, 'UTF8')), 'hex') = script_hash, script_hash from flow_versions where flow_id = '${flow.flowId}'`,
    );
    expect(stored.output.trim()).toBe(`t|${flow.scriptHash}`);
    const object = `local/sri-scripts/scripts/${shell.values['ORG_ID']}/${flow.flowId}/${flow.scriptHash}.json`;
    const script = await waitFor('the script in S3', async () => {
      const { code, output } = await shell.sh(`mc cat ${object}`);
      return code === 0 && output;
    });
    expect(JSON.parse(script)).toMatchObject({
      format: 'sri-script/1',
      steps: [{ type: 'navigate' }, { type: 'screenshot' }],
    });
  });

  test('step 5: a session is set by hand', async () => {
    const under = 'Paso 5: Cargar una sesión';
    expect((await shell.sh(command(under, 'redis-cli SET'))).output.trim()).toBe('OK');
    expect((await shell.sh(command(under, 'INSERT INTO'))).output).toContain('INSERT 0 1');
    expect((await shell.sh(command(under, 'INSERT INTO'))).output).toContain('INSERT 0 0');
    const ttl = await shell.sh('redis-cli TTL "sri:sessions:{ORG_ID}:{USER_ID}:cargill"');
    expect(Number(ttl.output)).toBeGreaterThan(604_700);
  });

  test('run, check 3: without an active flow it is refused', async () => {
    expect(await run()).toMatchObject({ code: 'no_active_flow' });
  });

  test('step 4: the flow is activated, with an empty body', async () => {
    const answer = await shell.sh(`${command('Paso 4: Activar el flujo', 'activate')} -o /dev/null -w '%{http_code}'`);
    expect(answer.output).toBe('200');
  });

  test('run, check 1: without a token it is refused', async () => {
    const answer = await shell.json<Problem>(
      command('Paso 6: Ejecutar', '/api/run').replace('Bearer {TOKEN}', 'Bearer nonsense'),
    );
    expect(answer.code).toBe('unauthenticated');
  });

  test('steps 6 and 7: an execution runs to its end, and everybody is told', async () => {
    const listener = shell.start(command('Paso 7: Seguir la ejecución', 'SUBSCRIBE'));
    let heard = '';
    listener.stdout?.on('data', (chunk: Buffer) => (heard += chunk.toString()));
    await waitFor('the subscription', () => heard.includes('subscribe'));
    const accepted = await run();
    expect(accepted).toMatchObject({ status: 'queued' });
    job = await ended(accepted.jobId, 'completed');
    shell.values['JOB_ID'] = job.jobId;
    await waitFor('the done message', () => heard.includes(job.jobId));
    listener.kill();
    const message = JSON.parse(heard.split('\n').find((line) => line.startsWith('{')) ?? '{}') as object;
    expect(message).toMatchObject({
      jobId: job.jobId,
      userId: shell.values['USER_ID'],
      provider: 'cargill',
      status: 'completed',
      resultPrefix: `results/${shell.values['ORG_ID']}/${shell.values['USER_ID']}/${job.jobId}/`,
    });
    const status = await shell.sh(`redis-cli GET "sri:job:${job.jobId}:status"`);
    expect(status.output.trim()).toBe('completed');
    const fromApi = command('Paso 7: Seguir la ejecución', '/status');
    expect(await shell.json<Job>(fromApi)).toMatchObject({ jobId: job.jobId, status: 'completed' });
    expect(job.version).toBe('1.0.0');
    expect(job.scriptHash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('the session was used', () => {
    expect(site.cookies).toContain('session=test-session-value');
  });

  test('step 7: the worker said what the guide shows, in that order', async () => {
    const wanted = blocksUnder('Paso 7: Seguir la ejecución', '')[0]?.text.trim().split('\n') ?? [];
    expect(wanted).toHaveLength(8);
    const said = await waitFor('the last line', () => {
      const lines = logLines(job.jobId);
      return lines.includes('✅ Job completed') && lines;
    });
    expect(said.filter((line) => wanted.includes(line))).toEqual(wanted);
  });

  test('step 8: log and picture lie in S3', async () => {
    const under = 'Paso 8: Ver los resultados en S3';
    const { output: listed } = await shell.sh(command(under, 'mc ls'));
    for (const name of ['execution.log', 'screenshot-0.png', 'result.json', 'manifest.json'])
      expect(listed).toContain(name);
    expect(listed).not.toContain('attempts');
    const { output: log } = await shell.sh(command(under, 'execution.log'));
    for (const line of ['📦 Processing job', '✓ Session loaded', '▶ Executing script', '📤 Uploading results to S3']) {
      expect(log).toContain(line);
    }
    expect(log).not.toContain('test-session-value');
    expect((await shell.sh(command(under, 'screenshot-0.png'))).code).toBe(0);
    const picture = readFileSync(join(shell.values['SCRATCH'] ?? '', 'screenshot.png'));
    expect(picture.subarray(1, 4).toString()).toBe('PNG');
    expect(picture.length).toBeGreaterThan(1000);
  });
});

describe('diagnosis', () => {
  test('a waiting job can be seen in its queue, and is taken when the workers go on', async () => {
    const heartbeats = await Promise.all(
      ['worker-1', 'worker-2'].map((id) => shell.json<{ pid: number }>(`redis-cli GET "sri:worker:${id}:heartbeat"`)),
    );
    for (const { pid } of heartbeats) process.kill(pid, 'SIGSTOP');
    let waiting: Job;
    try {
      waiting = await run();
      const under = 'Colas en Redis';
      const length = command(under, 'LLEN');
      await waitFor('the job in its list', async () => (await shell.sh(length)).output.trim() === '1');
      expect((await shell.sh(command(under, 'KEYS'))).output).toContain(`sri:org:${shell.values['ORG_ID']}:jobs`);
      const element = await shell.json<object>(command(under, 'LRANGE'));
      expect(element).toMatchObject({ v: 1, jobId: waiting.jobId, orgId: shell.values['ORG_ID'], provider: 'cargill' });
      expect(JSON.stringify(element)).not.toContain('test-session-value');
      shell.values['JOB_ID'] = waiting.jobId;
      expect((await shell.sh(command('Estado de los jobs', 'GET'))).output.trim()).toBe('queued');
    } finally {
      for (const { pid } of heartbeats) process.kill(pid, 'SIGCONT');
    }
    await ended(waiting.jobId, 'completed');
  });

  test("the record is in Postgres, by the guide's own command", async () => {
    const { output } = await shell.sh(command('Estado de los jobs', 'FROM jobs'));
    expect(output).toMatch(new RegExp(`${shell.values['JOB_ID']} \\| ${shell.values['ORG_ID']} \\| completed`));
  });

  test('the workers have a heartbeat', async () => {
    const under = 'Latido de los workers';
    const { output } = await shell.sh(command(under, 'KEYS'));
    expect(output).toContain('sri:worker:worker-1:heartbeat');
    expect(output).toContain('sri:worker:worker-2:heartbeat');
    const heartbeat = await shell.json<{ workerId: string; at: number }>(command(under, 'GET'));
    expect(heartbeat).toMatchObject({ workerId: 'worker-1', capacity: expect.any(Number), state: expect.any(String) });
    expect((await shell.sh('redis-cli TTL "sri:worker:worker-1:heartbeat"')).output.trim()).toMatch(/^(30|2\d)$/);
  });

  test('the process list shows the workers by name', async () => {
    const { output } = await shell.sh(command('El worker no procesa jobs', 'ps aux'));
    expect(output).toContain('sri-worker worker-1');
    expect((await shell.sh(command('El worker no procesa jobs', 'PING'))).output.trim()).toBe('PONG');
  });
});

describe('common problems, with the texts of the guide', () => {
  test('run, check 4: a script that was changed in Postgres', async () => {
    const flow = `flow_id = '${shell.values['FLOW_ID']}'`;
    await sql(`update flow_versions set script = script || ' ' where ${flow}`);
    expect(await run()).toMatchObject({ code: 'script_integrity', detail: 'Script integrity check failed' });
    await sql(`update flow_versions set script = rtrim(script) where ${flow}`);
    expect((await runToEnd()).status).toBe('completed');
  });

  test('run, check 5: a signature that does not fit', async () => {
    const flow = `flow_id = '${shell.values['FLOW_ID']}'`;
    const { output } = await sql(`select script_signature from flow_versions where ${flow}`);
    await sql(`update flow_versions set script_signature = repeat('0', 64) where ${flow}`);
    expect(await run()).toMatchObject({ code: 'script_signature', detail: 'Script signature verification failed' });
    await sql(`update flow_versions set script_signature = '${output.trim()}' where ${flow}`);
    expect((await runToEnd()).status).toBe('completed');
  });

  test('a session that is missing, garbled or expired', async () => {
    const key = '"sri:sessions:{ORG_ID}:{USER_ID}:cargill"';
    for (const spoil of [`DEL ${key}`, `SET ${key} 'no es json'`, `SET ${key} '{"cookies":7}'`]) {
      expect((await shell.sh(`redis-cli ${spoil}`)).code).toBe(0);
      const job = await runToEnd('failed');
      expect(job.error).toMatchObject({
        code: 'session_not_found',
        message: 'Session not found',
        hint: expect.any(String),
      });
    }
    await shell.sh(command('Paso 5: Cargar una sesión', 'redis-cli SET'));
    expect((await runToEnd()).status).toBe('completed');
  });
});

describe('several workers', () => {
  test('a third one, started as the guide says, shares the queues', async () => {
    const secrets = readFileSync(join(stack.home, 'secrets.env'), 'utf8');
    const secret = /^SCRIPT_SIGNING_SECRET=(.*)$/m.exec(secrets)?.[1] ?? '';
    const sessionKey = /^SESSION_ENCRYPTION_KEY=(.*)$/m.exec(secrets)?.[1] ?? '';
    const third = command('Varios workers', 'WORKER_ID=worker-3').replace('WORKER_ID=worker-3 ', '');
    const { REDIS_URL, S3_ENDPOINT, S3_ACCESS_KEY, S3_SECRET_KEY } = stack.env;
    const { spawn } = await import('node:child_process');
    const worker = spawn('bash', ['-c', `exec ${third}`], {
      cwd: join(root, 'sri-execution-plane'),
      stdio: 'ignore',
      // A group of its own: npm's child outlives npm when that is killed, and would take other installations' jobs.
      detached: true,
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        WORKER_ID: 'worker-3',
        REDIS_URL,
        S3_ENDPOINT,
        S3_ACCESS_KEY,
        S3_SECRET_KEY,
        SCRIPT_SIGNING_SECRET: secret,
        SESSION_ENCRYPTION_KEY: sessionKey,
        EGRESS_MAP: `example.com:443=127.0.0.1:${site.port}`,
        CHROMIUM_ARGS: `--ignore-certificate-errors-spki-list=${site.spki}`,
      },
    });
    try {
      const { pid } = await waitFor('the heartbeat of worker-3', async () => {
        const { output } = await shell.sh('redis-cli GET "sri:worker:worker-3:heartbeat"');
        return output.startsWith('{') && (JSON.parse(output) as { pid: number });
      });
      const seen = new Set<string>();
      // Who has just ended a job is the first to ask for the next: on a busy machine the third one comes in late.
      for (const until = Date.now() + 150_000; Date.now() < until && seen.size < 3;) {
        const jobs = await Promise.all(Array.from({ length: 6 }, run));
        await Promise.all(jobs.map(({ jobId }) => ended(jobId, 'completed')));
        const { output } = await sql(`select distinct worker_id from jobs where org_id = '${shell.values['ORG_ID']}'`);
        for (const id of output.trim().split('\n')) seen.add(id);
      }
      expect([...seen].toSorted()).toEqual(['worker-1', 'worker-2', 'worker-3']);
      process.kill(pid, 'SIGTERM');
      await waitFor('worker-3 to leave', () => worker.exitCode !== null || worker.signalCode !== null);
    } finally {
      if (worker.pid !== undefined && groupLives(worker.pid)) process.kill(-worker.pid, 'SIGKILL');
    }
  });
});
