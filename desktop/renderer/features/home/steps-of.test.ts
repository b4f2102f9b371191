import { expect, test } from 'vitest';
import { sampleAccounts, sampleJob } from '../../samples/sample-data.ts';
import { sampleFlows } from '../../samples/sample-flows.ts';
import { stepsOf } from './steps-of.ts';

const [account] = sampleAccounts();
const [flow] = sampleFlows();
if (account === undefined || flow === undefined) throw new Error('no samples');
const draft = { ...flow, publishedVersion: null };

test('a step is done by what is there, in whatever order it came', () => {
  expect(stepsOf({ accounts: [], flows: [], tried: [] })).toMatchObject({ now: 'connect', published: undefined });
  expect(stepsOf({ accounts: [], flows: [flow], tried: [] })).toMatchObject({ now: 'connect', published: flow });
  expect(stepsOf({ accounts: [account], flows: [], tried: [] })).toMatchObject({ now: 'publish', connected: account });
  expect(stepsOf({ accounts: [account], flows: [flow], tried: [] })).toMatchObject({ now: 'run' });
});

test('an account whose session is gone or ended is not connected', () => {
  for (const gone of [{ stored: 'no' as const }, { status: 'expired' as const }, { status: 'revoked' as const }]) {
    expect(stepsOf({ accounts: [{ ...account, ...gone }], flows: [], tried: [] }).now).toBe('connect');
  }
});

test('a flow that was never published is offered for that, and not run', () => {
  expect(stepsOf({ accounts: [account], flows: [draft], tried: [] })).toMatchObject({
    now: 'publish',
    published: undefined,
    unpublished: draft,
  });
});

test('the flow to run is one whose portal has a session', () => {
  const elsewhere = { ...flow, id: 'other', providerId: 'other' };
  expect(stepsOf({ accounts: [account], flows: [elsewhere, flow], tried: [] }).published).toBe(flow);
});

test('the newest try leads to itself', () => {
  const job = sampleJob(0, 'running');
  expect(stepsOf({ accounts: [account], flows: [flow], tried: [job] }).running).toBe(job);
});
