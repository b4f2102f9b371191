import { afterAll, beforeAll, expect, test } from 'vitest';
import { getDraft, putDraft } from '@sri/shared/protocol/api/flow-drafts.ts';
import { getFlow, listVersions, testFlow } from '@sri/shared/protocol/api/flows.ts';
import { getJob, listJobs } from '@sri/shared/protocol/api/jobs.ts';
import { createFakeWorker, type FakeWorker } from '../../test/fake-worker.ts';
import { createTestPlane, type TestPlane } from '../../test/plane.ts';
import { readyUser, type ReadyUser } from '../../test/ready-flow.ts';
import { jobIs } from '../../test/watch-jobs.ts';

let plane: TestPlane;
let worker: FakeWorker;
let user: ReadyUser;

const STEPS = [
  { id: 'abrir', type: 'navigate', url: 'https://example.com/a' },
  { id: 'clic', type: 'click', target: '#a' },
  { id: 'foto', type: 'screenshot' },
];

beforeAll(async () => {
  plane = await createTestPlane();
  worker = createFakeWorker(plane.queue, plane.s3);
  user = await readyUser(plane);
  const { token } = user;
  await plane.use(putDraft, {
    token,
    params: { id: user.flowId },
    headers: { 'if-match': '"0"' },
    body: { name: 'Test Flow', steps: STEPS, inputs: { desde: { type: 'date', required: true } } },
  });
});
afterAll(() => plane?.close());

/** Steps of the signed script that a trial made. */
async function signedSteps(jobId: string): Promise<string[]> {
  const { rows } = await plane.database.admin.query<{ script: string }>(
    `select v.script from jobs j join flow_versions v on v.flow_id = j.flow_id and v.version = j.version where j.id = $1`,
    [jobId],
  );
  return (JSON.parse(rows[0]?.script ?? '{}') as { steps: { id: string }[] }).steps.map(({ id }) => id);
}

const call = (body: object) => plane.call('POST', '/api/flows/test', { token: user.token, body });

test('a draft is tried whole, up to a step, or one step alone, from a script of its own', async () => {
  const inputs = { desde: '2026-11-01' };
  const tryIt = async (more: object): Promise<string> => {
    const { jobId } = await plane.use(testFlow, { token: user.token, body: { flowId: user.flowId, inputs, ...more } });
    return jobId;
  };
  const whole = await tryIt({});
  expect(await signedSteps(whole)).toEqual(['abrir', 'clic', 'foto']);
  expect(await signedSteps(await tryIt({ part: { until: 'clic' } }))).toEqual(['abrir', 'clic']);
  expect(await signedSteps(await tryIt({ part: { only: 'foto' } }))).toEqual(['abrir', 'foto']);
  const document = { steps: [STEPS[0]], inputs: {}, options: {} };
  expect(await signedSteps(await tryIt({ document, inputs: {} }))).toEqual(['abrir']);
  const held = await worker.runNext(user.orgId);
  expect(held.jobId).toBe(whole);
  expect(await jobIs(plane, user, whole, 'completed')).toMatchObject({ test: true, inputs });
});

test('a trial is in no list and no statistics, and can never be published', async () => {
  const { token, flowId } = user;
  const { jobId } = await plane.use(testFlow, { token, body: { flowId, inputs: { desde: '2026-11-02' } } });
  const { version } = await plane.use(getJob, { token, params: { id: jobId } });
  expect(version).toMatch(/^0\.0\.\d+$/);
  expect((await plane.use(listJobs, { token })).items.filter((job) => job.test)).toEqual([]);
  const versions = await plane.use(listVersions, { token, params: { id: flowId } });
  expect(versions.items.map((one) => one.version)).toEqual(['1.0.0']);
  expect(await plane.use(getFlow, { token, params: { id: flowId } })).toMatchObject({
    latestVersion: '1.0.0',
    results: [],
  });
  const activate = await plane.call('POST', `/api/flows/${flowId}/activate`, { token, body: { version } });
  expect(activate.status).toBe(404);
  expect((await plane.use(getDraft, { token, params: { id: flowId } })).revision).toBe(1);
});

test('what cannot be tried is refused with the field, and nothing is left', async () => {
  const { flowId } = user;
  const inputs = { desde: '2026-11-01' };
  const count = async (): Promise<unknown> =>
    (await plane.database.admin.query('select count(*) from jobs where flow_id = $1', [flowId])).rows[0];
  const before = await count();
  expect((await call({ flowId, inputs, part: { until: 'nada' } })).problem()).toMatchObject({
    errors: [{ field: 'part.until' }],
  });
  expect((await call({ flowId, inputs, part: { only: 'nada' } })).problem()).toMatchObject({
    errors: [{ field: 'part.only' }],
  });
  expect((await call({ flowId, inputs, part: { only: 'foto', until: 'foto' } })).status).toBe(422);
  expect((await call({ flowId })).problem()).toMatchObject({ errors: [{ field: 'inputs.desde' }] });
  const broken = { steps: [{ type: 'click' }], inputs: {}, options: {} };
  expect((await call({ flowId, document: broken })).problem()).toMatchObject({
    errors: [{ field: 'document.steps[0].target' }],
  });
  const stranger = await plane.registerOrg('Otra');
  const foreign = await plane.call('POST', '/api/flows/test', { token: stranger.token, body: { flowId } });
  expect(foreign.status).toBe(404);
  expect(await count()).toEqual(before);
});
