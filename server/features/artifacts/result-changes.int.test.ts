import { afterAll, beforeAll, expect, test } from 'vitest';
import { getResultChanges } from '@sri/shared/protocol/api/job-changes.ts';
import { createFakeWorker, type FakeWorker } from '../../test/fake-worker.ts';
import { createTestPlane, type TestPlane } from '../../test/plane.ts';
import { readyUser, startJob, type ReadyUser } from '../../test/ready-flow.ts';
import { jobIs } from '../../test/watch-jobs.ts';

let plane: TestPlane;
let worker: FakeWorker;
let user: ReadyUser;

beforeAll(async () => {
  plane = await createTestPlane();
  worker = createFakeWorker(plane.queue, plane.s3);
  user = await readyUser(plane);
});
afterAll(() => plane?.close());

async function done(value: unknown, status: 'completed' | 'needs_review' = 'completed'): Promise<string> {
  const jobId = await startJob(plane, user);
  await worker.runNext(user.orgId, {
    status,
    files: { 'execution.log': '', 'data/ventas.json': JSON.stringify(value) },
  });
  await jobIs(plane, user, jobId, status);
  return jobId;
}

const changes = (jobId: string, key?: string) =>
  plane.use(getResultChanges, {
    token: user.token,
    params: { id: jobId, name: 'ventas' },
    query: key === undefined ? {} : { key },
  });

test('rows are compared with the last completed execution of the flow and account, by a column that tells them apart', async () => {
  const first = await done([
    { cliente: 'A', numero: '1', importe: 10 },
    { cliente: 'A', numero: '2', importe: 20 },
    { cliente: 'B', numero: '3', importe: 20 },
  ]);
  expect(await changes(first)).toMatchObject({ against: null, counts: { before: 3, after: 3, unchanged: 3 } });
  // What must still be looked at is nothing to compare with.
  await done([{ cliente: 'Z', numero: '9', importe: 1 }], 'needs_review');
  const second = await done([
    { cliente: 'A', numero: '2', importe: 25 },
    { cliente: 'B', numero: '3', importe: 20 },
    { cliente: 'C', numero: '4', importe: 5 },
  ]);
  const told = await changes(second);
  expect(told).toMatchObject({
    against: { jobId: first },
    key: ['numero'],
    keys: ['numero'],
    counts: { before: 3, after: 3, added: 1, removed: 1, changed: 1, unchanged: 1 },
    added: [{ numero: '4' }],
    removed: [{ numero: '1' }],
    changed: [{ key: { numero: '2' }, before: { importe: 20 }, after: { importe: 25 }, columns: ['importe'] }],
  });
  expect((await changes(second, 'cliente')).counts).toMatchObject({ added: 1, removed: 1, changed: 1 });
  const path = `/api/jobs/${second}/changes/ventas`;
  const wrong = await plane.call('GET', `${path}?key=nada`, { token: user.token });
  expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining('is no column')]);
});

test('rows that nothing tells apart, one thing alone, no rows, and values with parts', async () => {
  await done({ saldo: 1, detalle: { a: 1 } });
  const one = await done({ saldo: 2, detalle: { a: 1 } });
  expect(await changes(one)).toMatchObject({ counts: { before: 1, after: 1 } });
  const empty = await done([]);
  expect(await changes(empty)).toMatchObject({ against: { jobId: one }, counts: { before: 1, after: 0, removed: 1 } });
  await done([{ a: 'x' }, { a: 'x' }]);
  const twice = await done([{ a: 'x' }, { a: 'x' }, { a: 'x' }]);
  expect(await changes(twice)).toMatchObject({ key: ['a'], keys: [], counts: { added: 1, unchanged: 2 } });
});

test('of data that is not there, or of another organisation, there is nothing', async () => {
  const jobId = await done([{ a: 1 }]);
  const other = await readyUser(plane);
  const codes = await Promise.all([
    plane.call('GET', `/api/jobs/${jobId}/changes/otra`, { token: user.token }),
    plane.call('GET', `/api/jobs/${jobId}/changes/ventas`, { token: other.token }),
  ]);
  expect(codes.map(({ status }) => status)).toEqual([404, 404]);
});
