import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ProofVerdict } from '@sri/shared/model/session-proof.ts';
import { accountOf } from '@sri/shared/queue/queue-contract.ts';
import * as api from '@sri/shared/protocol/api/sessions.ts';
import { proofRequestSchema, PROOF_TTL_SECONDS } from '@sri/shared/protocol/proof-request.ts';
import { waitFor } from '../../../infrastructure/test/wait-for.ts';
import { createFakeWorker, type FakeWorker } from '../../test/fake-worker.ts';
import { createTestPlane, type TestPlane } from '../../test/plane.ts';
import { CARGILL, readyUser, startJob, type ReadyUser } from '../../test/ready-flow.ts';
import { jobIs, jobOf, settled } from '../../test/watch-jobs.ts';

const params = { providerId: CARGILL };
const REFUSED = {
  code: 'login_refused',
  message: 'El portal no aceptó la contraseña',
  hint: 'Corrige el secreto',
} as const;

let plane: TestPlane;
let worker: FakeWorker;
let user: ReadyUser;

beforeAll(async () => {
  plane = await createTestPlane();
  worker = createFakeWorker(plane.queue, plane.s3);
});
beforeEach(async () => {
  user = await readyUser(plane);
  await capture();
});
afterAll(() => plane?.close());

/** A new session of the account, with a cookie that is good for so many hours. */
async function capture(hours = 48): Promise<void> {
  const expires = Math.floor(Date.now() / 1000) + hours * 3600;
  const cookies = [{ name: 'sid', value: `${Math.random()}`, domain: 'cargill.com', httpOnly: true, expires }];
  await plane.use(api.saveSession, { token: user.token, params, body: { cookies } });
}

const heldBy = async (): Promise<string | undefined> =>
  (await plane.queue.heldAccounts(user.orgId))[accountOf(user.userId, user.provider)];
async function account() {
  const [own] = await plane.use(api.listSessions, { token: user.token });
  if (own === undefined) throw new Error('no account');
  return own;
}

/** A job whose own login the portal refused. */
async function refusedJob(): Promise<string> {
  const jobId = await startJob(plane, user);
  await worker.runNext(user.orgId, { status: 'needs_login', error: REFUSED });
  await jobIs(plane, user, jobId, 'needs_login');
  await settled(plane, user.orgId, jobId);
  return jobId;
}

describe('an account whose logins are refused', () => {
  test('is stopped before the portal locks it, and a new session alone does not start it again', async () => {
    const first = await refusedJob();
    expect(await account()).toMatchObject({ refusals: 1, guarded: false });
    // Somebody logs in by hand: what waited has a second chance.
    await capture();
    expect((await worker.runNext(user.orgId, { status: 'needs_login', error: REFUSED })).jobId).toBe(first);
    await waitFor('the guard', async () => (await account()).guarded);
    await waitFor('its hold', async () => (await heldBy())?.startsWith('guard:'));
    await capture();
    const later = await startJob(plane, user);
    await waitFor('it to be parked', async () => {
      expect(await worker.tryClaim(user.orgId)).toBeNull();
      return (await plane.queue.known(user.orgId, [later])).get(later)?.state === 'parked';
    });
    expect((await jobOf(plane, user, first)).status).toBe('needs_login');

    const { released } = await plane.use(api.releaseAccount, { token: user.token, params, body: {} });
    expect(released).toBe(1);
    const ran = [await worker.runNext(user.orgId), await worker.runNext(user.orgId)].map(({ jobId }) => jobId);
    expect(ran.toSorted()).toEqual([first, later].toSorted());
    await jobIs(plane, user, later, 'completed');
    await jobIs(plane, user, first, 'completed');
    expect(await account()).toMatchObject({ refusals: 0, guarded: false });
    expect(await heldBy()).toBeUndefined();
  });

  test('is held by its guard also after Redis lost it', async () => {
    await plane.use(api.putSessionRules, { token: user.token, params, body: { checkEveryMinutes: 0, maxRefusals: 1 } });
    await refusedJob();
    await waitFor('its hold', async () => (await heldBy())?.startsWith('guard:'));
    await plane.redis.del(plane.keys.accounts(user.orgId));
    expect(await waitFor('its hold anew', heldBy)).toMatch(/^guard:/);
  });

  test('a good login in between begins the count anew', async () => {
    const first = await refusedJob();
    await capture();
    expect((await worker.runNext(user.orgId)).jobId).toBe(first);
    await jobIs(plane, user, first, 'completed');
    await refusedJob();
    expect(await account()).toMatchObject({ refusals: 1, guarded: false });
  });

  test('is released by its owner or an admin, and nobody else', async () => {
    const operator = await plane.addMember(user, 'operator');
    const path = `/api/sessions/${CARGILL}/release`;
    const ask = (token: string, body: object) => plane.call('POST', path, { token, body });
    expect((await ask(operator.token, { userId: user.userId })).status).toBe(403);
    expect((await ask(operator.token, {})).status).toBe(404);
    expect((await ask(user.token, { userId: user.userId })).status).toBe(200);
  });
});

describe('a session that is tried now and then', () => {
  const due = (): Promise<unknown> =>
    plane.database.admin.query('update connected_providers set next_check_at = now() where org_id = $1', [user.orgId]);

  async function asked() {
    const elements = await plane.redis.lrange(plane.keys.proofs, 0, -1);
    const requests = elements.map((element) => proofRequestSchema.parse(JSON.parse(element)));
    return requests.filter(({ orgId }) => orgId === user.orgId);
  }

  /** Answers the next proof that is asked for of this account. */
  async function answer(verdict: ProofVerdict): Promise<void> {
    const request = await waitFor('a proof to be asked for', async () => (await asked())[0]);
    expect(request).toMatchObject({ userId: user.userId, provider: 'cargill' });
    await plane.redis.del(plane.keys.proofs, plane.keys.proofUnderWay(user.orgId, user.userId, 'cargill'));
    const outcome = { verdict, workerId: 'worker-1', markLookedFor: true, causes: [], detail: null, at: Date.now() };
    const key = plane.keys.proof(user.orgId, user.userId, request.proofId);
    await plane.redis.set(key, JSON.stringify({ state: 'done', outcome }), 'EX', PROOF_TTL_SECONDS);
    await waitFor('the control plane to hear it', async () => {
      await due();
      return (await account()).health?.at === outcome.at;
    });
  }

  test('is planned at the pace of its portal when it is captured, and never where the pace is none', async () => {
    const hours = (iso: string | null): number => (Date.parse(iso ?? '') - Date.now()) / 3_600_000;
    expect(hours((await account()).nextCheckAt)).toBeGreaterThan(5);
    expect(hours((await account()).nextCheckAt)).toBeLessThan(7);
    await plane.use(api.putSessionRules, { token: user.token, params, body: { checkEveryMinutes: 0, maxRefusals: 2 } });
    expect((await account()).nextCheckAt).toBeNull();
    const bad = { checkEveryMinutes: 5, maxRefusals: 2 };
    const path = `/api/providers/${CARGILL}/session-rules`;
    expect((await plane.call('PUT', path, { token: user.token, body: bad })).status).toBe(422);
  });

  test('lives on while the portal takes it, and has ended when it does not', async () => {
    await due();
    await answer('works');
    expect(await account()).toMatchObject({
      health: { verdict: 'works' },
      provenAt: expect.any(String) as unknown,
      endedAt: null,
      forecast: { by: 'cookies' },
    });
    // Taken just now: it is not tried again before its time.
    await due();
    await waitFor(
      'the next plan',
      async () => Date.parse((await account()).nextCheckAt ?? '') > Date.now() + 3_600_000,
    );
    expect(await asked()).toEqual([]);
    await plane.database.admin.query(
      `update session_lives set proven_at = now() - interval '1 day' where org_id = $1`,
      [user.orgId],
    );
    await due();
    await answer('asksLogin');
    expect(await account()).toMatchObject({ endedAt: expect.any(String) as unknown, forecast: null });
    await capture();
    expect(await account()).toMatchObject({ endedAt: null, health: null, forecast: { by: 'cookies' } });
  });

  test('a page that did not come says nothing of it', async () => {
    await due();
    await answer('unreachable');
    expect(await account()).toMatchObject({ health: { verdict: 'unreachable' }, provenAt: null, endedAt: null });
  });

  test('is tried once by two control planes, and again where nobody answered', async () => {
    const second = await plane.startPlane();
    await due();
    await waitFor('a proof to be asked for', async () => (await asked()).length === 1);
    for (let look = 0; look < 5; look += 1) {
      await due();
      await waitFor('a look', async () => Date.parse((await account()).nextCheckAt ?? '') > Date.now() + 5000);
    }
    const requests = await asked();
    expect(requests).toHaveLength(1);
    const proof = plane.keys.proof(user.orgId, user.userId, requests[0]?.proofId ?? '');
    await plane.redis.del(proof, plane.keys.proofs, plane.keys.proofUnderWay(user.orgId, user.userId, 'cargill'));
    await due();
    await waitFor('the next plan', async () => Date.parse((await account()).nextCheckAt ?? '') > Date.now() + 120_000);
    await due();
    await answer('works');
    await second.stop();
  });
});
