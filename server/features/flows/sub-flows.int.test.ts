import { afterAll, beforeAll, expect, test } from 'vitest';
import { scriptSchema, type Script } from '@sri/shared/model/script.ts';
import type { StepOf } from '@sri/shared/model/step.ts';
import { getDraft, putDraft } from '@sri/shared/protocol/api/flow-drafts.ts';
import * as api from '@sri/shared/protocol/api/flows.ts';
import type { TestUser } from '../../test/factories.ts';
import { createTestPlane, type TestPlane } from '../../test/plane.ts';
import { CARGILL } from '../../test/ready-flow.ts';

let plane: TestPlane;
let user: TestUser;
let other: TestUser;

beforeAll(async () => {
  plane = await createTestPlane();
  [user, other] = [await plane.registerOrg(), await plane.registerOrg()];
});
afterAll(() => plane.close());

const SHOT = { type: 'screenshot' };
const runs = (flow: string, more: object = {}) => ({ type: 'runFlow', flow, ...more });

async function create(steps: object[], more: object = {}, owner = user): Promise<string> {
  const body = { providerId: CARGILL, version: '1.0.0', name: 'Flujo', description: '', steps, ...more };
  return (await plane.use(api.createFlow, { token: owner.token, body })).flowId;
}

/** A published flow. */
async function publish(steps: object[], more: object = {}, owner = user): Promise<string> {
  const flowId = await create(steps, more, owner);
  await plane.use(api.activateFlow, { token: owner.token, params: { id: flowId } });
  return flowId;
}

async function scriptOf(flowId: string, version = '1.0.0'): Promise<Script> {
  const { rows } = await plane.database.admin.query<{ script: string }>(
    'select script from flow_versions where flow_id = $1 and version = $2',
    [flowId, version],
  );
  return scriptSchema.parse(JSON.parse(rows[0]?.script ?? ''));
}

async function faultsOf(steps: object[], flowId?: string): Promise<string[]> {
  const path = flowId === undefined ? '/api/flows' : `/api/flows/${flowId}/versions`;
  const first = flowId === undefined ? { providerId: CARGILL, version: '1.0.0', name: 'Flujo', description: '' } : {};
  const answer = await plane.call('POST', path, { token: user.token, body: { ...first, steps } });
  expect([answer.status, answer.text]).toEqual([422, answer.text]);
  return (answer.problem().errors ?? []).map(({ field, message }) => `${field}: ${message}`).toSorted();
}

test('the steps of the other flow are signed with it, at the version that was published then', async () => {
  const inner = await publish([
    { id: 's1', ...SHOT },
    { type: 'if', condition: { exists: '#a' }, then: [SHOT] },
  ]);
  const outer = await create([
    { id: 's1', ...SHOT },
    { type: 'forEach', items: [1], as: 'x', steps: [runs(inner)] },
  ]);
  await plane.use(api.addVersion, { token: user.token, params: { id: inner }, body: { steps: [SHOT] } });
  await plane.use(api.activateFlow, { token: user.token, params: { id: inner } });

  const { steps } = await scriptOf(outer);
  const loop = steps[1] as StepOf<'forEach'>;
  const call = loop.steps[0] as StepOf<'runFlow'>;
  expect(call).toMatchObject({ flow: inner, version: '1.0.0' });
  expect(call.steps?.map(({ type }) => type)).toEqual(['screenshot', 'if']);
  // Ids of the other flow would stand twice.
  expect(call.steps?.[0]?.id).not.toBe('s1');

  const shown = await plane.use(api.getVersion, { token: user.token, params: { id: outer, version: '1.0.0' } });
  const written = (shown.steps[1] as StepOf<'forEach'>).steps[0];
  expect(written).toMatchObject({ type: 'runFlow', version: '1.0.0' });
  expect(written).not.toHaveProperty('steps');
});

test('steps that somebody sends along are not those that run', async () => {
  const inner = await publish([SHOT]);
  const outer = await create([runs(inner, { steps: [{ type: 'evaluate', expression: 'robar()' }] })]);
  const call = (await scriptOf(outer)).steps[0] as StepOf<'runFlow'>;
  expect(call.steps?.map(({ type }) => type)).toEqual(['screenshot']);
});

test('inputs: defaults and nulls are put in, templates wait, what does not fit is named', async () => {
  const inputs = { desde: { type: 'date', required: true }, tope: { type: 'number', default: 5 }, nota: {} };
  const inner = await publish([SHOT], { inputs });
  const outer = await create([runs(inner, { inputs: { desde: '{{inputs.desde}}' } })]);
  expect((await scriptOf(outer)).steps[0]).toMatchObject({
    inputs: { desde: '{{inputs.desde}}', tope: 5, nota: null },
  });
  expect(await faultsOf([runs(inner, { inputs: { tope: 'mucho', otro: '{{x}}' } })])).toEqual([
    'steps[0].inputs.desde: is missing',
    'steps[0].inputs.otro: is not an input of that flow',
    'steps[0].inputs.tope: must be a number, as in 1234.5 and without quotes',
  ]);
});

test('a flow that is not there, not published, or of another organisation', async () => {
  const foreign = await publish([SHOT], {}, other);
  const draft = await create([SHOT]);
  const [missing] = await faultsOf([SHOT, SHOT, SHOT, runs('0190a000-0000-7000-8000-00000000ffff')]);
  expect(missing).toBe('steps[3].flow: no such flow; GET /api/flows lists them');
  expect(await faultsOf([SHOT, SHOT, SHOT, runs(foreign)])).toEqual([missing]);
  expect((await faultsOf([runs(draft)]))[0]).toMatch(/^steps\[0\]\.flow: is not published yet/);
  expect((await faultsOf([runs(draft, { version: '7.0.0' })]))[0]).toBe(
    'steps[0].version: that flow has no version 7.0.0',
  );
  expect(await scriptOf(await create([runs(draft, { version: '1.0.0' })]))).toBeDefined();
  expect(await create([runs(foreign, { disabled: true }), SHOT])).toBeDefined();
});

test('a flow cannot run itself, directly or by way of another', async () => {
  const a = await publish([SHOT], { name: 'A' });
  const b = await publish([{ type: 'try', steps: [runs(a)], catch: [] }], { name: 'B' });
  expect(await faultsOf([runs(a)], a)).toEqual(['steps[0].flow: the flow would run itself: A > A']);
  expect(await faultsOf([{ type: 'repeat', times: 2, steps: [SHOT, runs(b)] }], a)).toEqual([
    'steps[0].steps[1].flow: the flow would run itself: A > B > A',
  ]);
});

test('flows stand in each other five deep, and no deeper', async () => {
  let last = await publish([SHOT], { name: '0' });
  for (const name of ['1', '2', '3', '4']) last = await publish([runs(last)], { name });
  const five = await publish([runs(last)], { name: '5' });
  expect((await faultsOf([runs(five)]))[0]).toMatch(/^steps\[0\]\.flow: deeper than 5 flows: Flujo > 5 > 4/);
});

test('too many steps in all are refused before they fill anything', async () => {
  const big = await publish(Array.from({ length: 900 }, () => SHOT));
  expect(await faultsOf([runs(big), runs(big), runs(big)])).toEqual([
    'steps: more than 2000 steps, those of the other flows counted',
  ]);
});

test('a draft and a check say the same before anything is published', async () => {
  const a = await publish([SHOT], { name: 'A' });
  const steps = [runs(a)];
  const { token } = user;
  const saved = await plane.use(putDraft, { token, params: { id: a }, headers: { 'if-match': '*' }, body: { steps } });
  expect(saved.errors).toEqual([{ field: 'steps[0].flow', message: 'the flow would run itself: A > A' }]);
  expect((await plane.use(getDraft, { token, params: { id: a } })).errors).toEqual(saved.errors);
  expect(await plane.use(api.validateFlow, { token, body: { steps } })).toEqual({ valid: true, errors: [] });
  const checked = await plane.use(api.validateFlow, { token: other.token, body: { steps } });
  expect(checked.errors.map(({ field }) => field)).toEqual(['steps[0].flow']);
});
