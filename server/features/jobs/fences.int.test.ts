import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { JobStatus } from '@sri/shared/model/job.ts';
import { listJobs } from '@sri/shared/protocol/api/jobs.ts';
import type { KnownJob } from '@sri/shared/queue/queue-contract.ts';
import { createTestPlane, type TestPlane } from '../../test/plane.ts';
import { readyUser, startJob, type ReadyUser } from '../../test/ready-flow.ts';
import { noteStates } from './note-states.ts';
import { recordEnd, type JobEnd } from './record-end.ts';

let plane: TestPlane;
let user: ReadyUser;
let jobId: string;

beforeAll(async () => {
  plane = await createTestPlane();
  await plane.plane?.background.stop();
  user = await readyUser(plane);
});
beforeEach(async () => {
  jobId = await startJob(plane, user);
});
afterAll(() => plane?.close());

const end = (status: JobEnd['status']): JobEnd => ({ status, stalls: 0, steps: [], objects: {} });
const record = (gen: number, att: number, status: JobEnd['status'] = 'completed') =>
  recordEnd(plane.database.db, user.orgId, jobId, { gen, att }, end(status)).then(({ kind }) => kind);
const known = (more: Partial<KnownJob>): Map<string, KnownJob> =>
  new Map([[jobId, { gen: 1, att: 1, state: 'active', stalls: 0, retries: 0, ...more }]]);
const note = (more: Partial<KnownJob>) => noteStates(plane.database.relay, user.orgId, known(more));
const row = async (): Promise<[JobStatus, number, number]> => {
  const { rows } = await plane.database.admin.query<{ status: JobStatus; gen: number; att: number }>(
    'select status, gen, att from jobs where id = $1',
    [jobId],
  );
  const [found] = rows;
  return [found?.status ?? 'failed', found?.gen ?? 0, found?.att ?? 0];
};

test('R8 an end is recorded once; the same again is known, any other comes too late', async () => {
  expect(await record(1, 2)).toBe('recorded');
  expect(await record(1, 2)).toBe('repeated');
  expect(await record(1, 1, 'failed')).toBe('stale');
  expect(await record(1, 3, 'failed')).toBe('stale');
  expect(await record(2, 1, 'failed')).toBe('stale');
  expect(await row()).toEqual(['completed', 1, 2]);
});

test('R8 the end of an attempt or generation that is over does not count', async () => {
  await note({ att: 2, worker: 'worker-1' });
  expect(await record(1, 1)).toBe('stale');
  await plane.database.admin.query("update jobs set gen = 2, att = 0, status = 'queued' where id = $1", [jobId]);
  expect(await record(1, 2)).toBe('stale');
  expect(await row()).toEqual(['queued', 2, 0]);
  expect(await record(2, 1, 'needs_review')).toBe('recorded');
  expect(await record(2, 1, 'needs_review')).toBe('repeated');
});

test('R8 twenty planes record the same end at once: one does', async () => {
  const kinds = await Promise.all(Array.from({ length: 20 }, () => record(1, 1)));
  expect(kinds.filter((kind) => kind === 'recorded')).toHaveLength(1);
  expect(kinds.filter((kind) => kind === 'repeated')).toHaveLength(19);
  const { rows } = await plane.database.admin.query<{ n: number }>(
    "select count(*)::int as n from audit_log where subject = $1 and action = 'job.completed'",
    [jobId],
  );
  expect(rows[0]?.n).toBe(1);
});

test('the end of a job of another organisation is not known here', async () => {
  const stranger = await plane.registerOrg();
  const recorded = await recordEnd(plane.database.db, stranger.orgId, jobId, { gen: 1, att: 1 }, end('completed'));
  expect(recorded.kind).toBe('unknown');
  expect((await row())[0]).toBe('queued');
});

test('moves are noted forward only', async () => {
  expect(await note({ worker: 'worker-1' })).toMatchObject([{ jobId, status: 'running', gen: 1, att: 1 }]);
  expect(await note({ worker: 'worker-1' })).toEqual([]);
  expect(await note({ state: 'delayed', retries: 1 })).toMatchObject([{ status: 'queued', att: 1 }]);
  expect(await note({ state: 'active' })).toEqual([]);
  expect(await note({ att: 2 })).toMatchObject([{ status: 'running', att: 2 }]);
  expect(await note({ state: 'queued', att: 1 })).toEqual([]);
  expect(await note({ gen: 2, att: 3 })).toEqual([]);
  expect(await note({ state: 'done', att: 3 })).toEqual([]);
  expect(await row()).toEqual(['running', 1, 2]);
  await record(1, 2);
  expect(await note({ att: 3 })).toEqual([]);
  expect((await row())[0]).toBe('completed');
});

test('a cancel that was asked for settles what would wait for a session', async () => {
  await plane.database.admin.query('update jobs set cancel_requested_at = now() where id = $1', [jobId]);
  expect(await record(1, 1, 'needs_login')).toBe('recorded');
  expect((await row())[0]).toBe('cancelled');
});

test('an execution that asks a person is recorded so, and found under that status, until it goes on', async () => {
  const asks = (more: Partial<KnownJob>) =>
    noteStates(plane.database.relay, user.orgId, known(more), new Set([jobId])).then((moves) => moves.length);
  const listed = async (): Promise<unknown[]> => {
    const { items } = await plane.use(listJobs, { token: user.token, query: { status: 'needs_person' } });
    return items.map((item) => item.jobId).filter((id) => id === jobId);
  };
  await note({ att: 1, worker: 'worker-1' });
  expect(await asks({ att: 1 })).toBe(1);
  expect(await row()).toEqual(['needs_person', 1, 1]);
  expect(await listed()).toEqual([jobId]);
  expect(await asks({ att: 1 })).toBe(0);
  await note({ att: 1 });
  expect(await row()).toEqual(['running', 1, 1]);
  expect(await listed()).toEqual([]);
  await asks({ att: 1 });
  // Its worker is lost: it waits for another.
  await note({ att: 1, state: 'delayed', stalls: 1 });
  expect(await row()).toEqual(['queued', 1, 1]);
  await asks({ att: 2 });
  expect(await record(1, 2)).toBe('recorded');
  expect(await asks({ att: 2 })).toBe(0);
  expect(await row()).toEqual(['completed', 1, 2]);
});
