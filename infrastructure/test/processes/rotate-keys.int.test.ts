import { afterAll, beforeAll, expect, test } from 'vitest';
import { isFinal } from '@sri/shared/model/job.ts';
import { keyIdOf } from '@sri/shared/node/keys.ts';
import { login, refresh } from '@sri/shared/protocol/api/auth.ts';
import { activateFlow, createFlow } from '@sri/shared/protocol/api/flows.ts';
import { run } from '@sri/shared/protocol/api/run.ts';
import { readyUser, type ReadyUser } from '../../../server/test/ready-flow.ts';
import type { StartedWorker } from '../../../worker/test/worker-process.ts';
import { waitFor } from '../wait-for.ts';
import { drained, startInstallation, type Installation } from './installation.ts';
import { allEnded, NO_PAGE, recordedEnds, rowsOf } from './installation-job.ts';
import { startSteadyLoad } from './steady-load.ts';

const NAMES = ['SCRIPT_SIGNING_SECRET', 'SESSION_ENCRYPTION_KEY', 'JWT_SECRET'];
const secretsOf = (age: string, suffix = ''): Record<string, string> =>
  Object.fromEntries(NAMES.map((name) => [name + suffix, `the ${age} ${name} of the tests, long enough`]));
const OLD = secretsOf('old');
const BOTH = { ...secretsOf('new'), ...secretsOf('old', '_PREVIOUS') };
const NEW = secretsOf('new');
const REFUSED = 'Script signature verification failed';
const PER_STAGE = 4;
const PATIENCE_MS = 90_000;

let parts: Installation;

beforeAll(async () => {
  parts = await startInstallation(OLD);
});
afterAll(() => parts?.close());

/** A worker has what signs scripts and seals sessions, not what signs access tokens. */
function startWorker(secrets: Record<string, string>): StartedWorker {
  const own = Object.entries(secrets).filter(([name]) => !name.startsWith('JWT'));
  return parts.startWorker(Object.fromEntries(own));
}

const saveSession = (user: ReadyUser) =>
  parts.plane.call('PUT', `/api/sessions/${user.providerId}`, {
    token: user.token,
    body: { cookies: [{ name: 'session', value: 'x', domain: 'cargill.com' }], connectedAt: Date.now() },
  });

async function storedKeyId(user: ReadyUser): Promise<string> {
  const text = await parts.plane.redis.get(parts.plane.keys.session(user.orgId, user.userId, user.provider));
  return (JSON.parse(text ?? '{}') as { cookies: { kid: string } }).cookies.kid;
}

test(
  'R46 all keys rotate under load without a failure; once the old ones are removed, what they signed fails',
  async () => {
    const { plane } = parts;
    const user = await readyUser(plane, { steps: NO_PAGE });
    expect((await saveSession(user)).status).toBe(200);
    expect(await storedKeyId(user)).toBe(keyIdOf(OLD['SESSION_ENCRYPTION_KEY'] ?? ''));
    const ends = async () => (await recordedEnds(plane, user)).length;
    const moreEnds = async (): Promise<void> => {
      const before = await ends();
      await waitFor('more executions to end', async () => (await ends()) >= before + PER_STAGE, PATIENCE_MS);
    };

    // Whoever verifies knows the new key before anybody signs with it: workers first, then the control plane.
    const first = startWorker(OLD);
    const load = startSteadyLoad(plane, user);
    await moreEnds();
    const second = startWorker(BOTH);
    await second.polling();
    await drained(first);
    await moreEnds();
    await parts.restartServer(BOTH);
    await moreEnds();
    const flow = await plane.use(createFlow, {
      token: user.token,
      body: { providerId: user.providerId, version: '1.0.0', name: 'Nuevo', description: 'Nuevo', steps: NO_PAGE },
    });
    expect((await saveSession(user)).status).toBe(200);
    expect(await storedKeyId(user)).toBe(keyIdOf(NEW['SESSION_ENCRYPTION_KEY'] ?? ''));
    await moreEnds();
    await load.stop();
    const rows = await allEnded(plane, user);
    expect(load.refused).toEqual([]);
    expect(rows.map(({ id }) => id)).toEqual(load.accepted.toSorted());
    expect(rows.filter(({ status, att }) => status !== 'completed' || att !== 1)).toEqual([]);
    await drained(second);

    const tryRun = (token: string) => plane.call('POST', '/api/run', { token, body: { providerId: user.providerId } });
    const endOf = (jobId: string | undefined) =>
      waitFor(
        'the execution to end',
        async () => {
          const row = (await rowsOf(plane, user)).find(({ id }) => id === jobId);
          return row !== undefined && isFinal(row.status) && row;
        },
        PATIENCE_MS,
      );
    const waiting = await plane.use(run, { token: user.token, body: { providerId: user.providerId } });
    const { refreshToken } = await plane.use(refresh, { body: { refreshToken: user.refreshToken } });

    await parts.restartServer(NEW);
    expect((await tryRun(user.token)).status).toBe(401);
    // Refresh tokens are of the record, not of a key.
    await plane.use(refresh, { body: { refreshToken: refreshToken ?? '' } });
    const { token } = await plane.use(login, { body: { email: user.email, password: user.password } });
    expect((await tryRun(token)).problem()).toMatchObject({ code: 'script_signature', detail: REFUSED });
    const third = startWorker(NEW);
    expect(await endOf(waiting.jobId)).toMatchObject({ status: 'failed', error: { message: REFUSED } });
    await plane.use(activateFlow, { token, params: { id: flow.flowId } });
    const good = await plane.use(run, { token, body: { providerId: user.providerId } });
    expect(await endOf(good.jobId)).toMatchObject({ status: 'completed' });
    await drained(third);
  },
  6 * PATIENCE_MS,
);
