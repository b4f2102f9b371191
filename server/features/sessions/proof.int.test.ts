import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { proofRequestHolds } from '@sri/shared/node/proof-ticket.ts';
import * as api from '@sri/shared/protocol/api/sessions.ts';
import {
  MAX_WAITING_PROOFS,
  PROOF_PATIENCE_SECONDS,
  PROOF_TTL_SECONDS,
  proofRequestSchema,
} from '@sri/shared/protocol/proof-request.ts';
import { createTestApp, TEST_SIGNING, type TestApp } from '../../test/app.ts';
import type { TestUser } from '../../test/factories.ts';
import { CARGILL } from '../../test/ready-flow.ts';

const params = { providerId: CARGILL };
let app: TestApp;
let ana: TestUser;

beforeAll(async () => {
  app = await createTestApp();
});
beforeEach(async () => {
  await app.redis.del(app.keys.proofs);
  ana = await app.registerOrg();
});
afterAll(() => app.close());

const save = (user: TestUser) =>
  app.use(api.saveSession, {
    token: user.token,
    params,
    body: { cookies: [{ name: 'sid', value: 'canary-cookie', domain: 'cargill.com' }] },
  });
const ask = (user: TestUser) => app.call('POST', `/api/sessions/${CARGILL}/proofs`, { token: user.token });
const read = (user: TestUser, proofId: string) =>
  app.call('GET', `/api/sessions/${CARGILL}/proofs/${proofId}`, { token: user.token });
const proofIdOf = (body: unknown): string => (body as { proofId: string }).proofId;

test('a proof waits for a worker, as a signed element that names the account and carries nothing of the session', async () => {
  await save(ana);
  const answer = await ask(ana);
  expect(answer.status).toBe(202);
  const proofId = proofIdOf(answer.body);
  const [element = '', ...others] = await app.redis.lrange(app.keys.proofs, 0, -1);
  expect(others).toEqual([]);
  const request = proofRequestSchema.parse(JSON.parse(element));
  expect(request).toMatchObject({ proofId, orgId: ana.orgId, userId: ana.userId, provider: 'cargill' });
  expect(element).not.toContain('canary');
  expect(proofRequestHolds(request, TEST_SIGNING)).toBe(true);
  expect(proofRequestHolds({ ...request, orgId: proofId }, TEST_SIGNING)).toBe(false);
  expect((await read(ana, proofId)).body).toEqual({ state: 'waiting' });
});

test('while one is under way a second ask gets the same; another account gets its own', async () => {
  const bea = await app.registerOrg();
  await save(ana);
  await save(bea);
  const [first, second, other] = [await ask(ana), await ask(ana), await ask(bea)];
  expect(proofIdOf(second.body)).toBe(proofIdOf(first.body));
  expect(proofIdOf(other.body)).not.toBe(proofIdOf(first.body));
  expect(await app.redis.llen(app.keys.proofs)).toBe(2);
});

test('nobody reads the proof of another account', async () => {
  await save(ana);
  const proofId = proofIdOf((await ask(ana)).body);
  const bea = await app.registerOrg();
  expect((await read(bea, proofId)).problem()).toMatchObject({ status: 404, code: 'not_found' });
});

test('a proof that nobody answered in time is lost, one that was answered stays', async () => {
  await save(ana);
  const proofId = proofIdOf((await ask(ana)).body);
  const key = app.keys.proof(ana.orgId, ana.userId, proofId);
  const late = PROOF_TTL_SECONDS - PROOF_PATIENCE_SECONDS - 1;
  await app.redis.expire(key, late);
  expect((await read(ana, proofId)).body).toEqual({ state: 'lost' });
  const outcome = { verdict: 'works', workerId: 'w', markLookedFor: true, causes: [], detail: null, at: 1 };
  await app.redis.set(key, JSON.stringify({ state: 'done', outcome }), 'EX', late);
  expect((await read(ana, proofId)).body).toMatchObject({ state: 'done', outcome: { verdict: 'works' } });
});

test('without a session there is nothing to try; where too many wait it is said, and nothing is put in', async () => {
  expect((await ask(ana)).problem()).toMatchObject({ status: 404, code: 'not_found' });
  await save(ana);
  await app.redis.rpush(app.keys.proofs, ...Array.from({ length: MAX_WAITING_PROOFS }, () => '{}'));
  const full = await ask(ana);
  expect(full.problem()).toMatchObject({ code: 'queue_full', hint: expect.stringMatching(/./) });
  expect(full.headers.get('retry-after')).toBe('60');
  expect(await app.redis.llen(app.keys.proofs)).toBe(MAX_WAITING_PROOFS);
});
