import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Redis } from 'ioredis';
import { WebSocket } from 'ws';
import type { JobControl } from '@sri/shared/protocol/job-control.ts';
import { jobControlSchema } from '@sri/shared/protocol/job-control.ts';
import { packFrame, unpackFrame, type Frame } from '@sri/shared/protocol/live-frame.ts';
import { listAudit } from '@sri/shared/protocol/api/audit.ts';
import { serverMessageSchema, type ServerMessage } from '@sri/shared/protocol/api/live.ts';
import { startTestRedis, type TestRedis } from '@sri/shared/test/redis-server.ts';
import { waitFor } from '../../infrastructure/test/wait-for.ts';
import { createFakeWorker, type FakeWorker } from '../test/fake-worker.ts';
import { createTestPlane, type TestPlane } from '../test/plane.ts';
import { readyUser, startJob, type ReadyUser } from '../test/ready-flow.ts';
import { jobIs } from '../test/watch-jobs.ts';

let redisServer: TestRedis;
let plane: TestPlane;
let worker: FakeWorker;
let user: ReadyUser;
let ear: Redis;
let jobId: string;
let job: Awaited<ReturnType<FakeWorker['claim']>>;
const told: JobControl[] = [];
const sockets: WebSocket[] = [];

beforeAll(async () => {
  redisServer = await startTestRedis();
  plane = await createTestPlane({ redisUrl: redisServer.url });
  worker = createFakeWorker(plane.queue, plane.s3);
  user = await readyUser(plane);
  jobId = await startJob(plane, user);
  job = await worker.claim(user.orgId);
  await jobIs(plane, user, jobId, 'running');
  ear = plane.redis.duplicate({ enableOfflineQueue: true });
  ear.on('message', (_channel, text: string) => told.push(jobControlSchema.parse(JSON.parse(text))));
  await ear.subscribe(plane.keys.jobControl(jobId));
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.terminate();
});
afterAll(async () => {
  ear?.disconnect();
  await worker?.finish(job);
  await plane?.close();
  await redisServer?.stop();
});

function connect(token: string) {
  const socket = new WebSocket(`${plane.url.replace('http', 'ws')}/api/live`, {
    headers: { authorization: `Bearer ${token}` },
  });
  sockets.push(socket);
  const messages: ServerMessage[] = [];
  const frames: Frame[] = [];
  socket.on('message', (data: Buffer, isBinary) => {
    const frame = isBinary ? unpackFrame(data) : null;
    if (frame !== null) frames.push(frame);
    else messages.push(serverMessageSchema.parse(JSON.parse(data.toString())));
  });
  const say = (message: object): void => socket.send(JSON.stringify(message));
  const opened = new Promise((resolve) => void socket.once('open', resolve));
  return { socket, messages, frames, say, opened };
}
const frame = (text: string, pageId = 'p1'): Buffer =>
  Buffer.from(
    packFrame({
      meta: {
        jobId,
        pageId,
        at: 1,
        width: 10,
        height: 10,
        current: 'p1',
        pages: [
          { id: 'p1', url: '', title: '' },
          { id: 'p2', url: '', title: '' },
        ],
      },
      picture: Buffer.from(text),
    }),
  );
const show = (text: string, pageId?: string) => plane.redis.publish(plane.keys.jobLive(jobId), frame(text, pageId));
const seenBy = ({ frames }: ReturnType<typeof connect>): string[] =>
  frames.map(({ picture }) => Buffer.from(picture).toString());
const control = (token: string, body: object) => plane.call('POST', `/api/jobs/${jobId}/control`, { token, body });
/** What people did with this execution's browser, oldest first: action and details. */
async function audited(): Promise<unknown[]> {
  const entries = await plane.use(listAudit, { token: user.token, query: {} });
  return entries
    .filter(({ action, subject }) => subject === jobId && /^job\.(control|code)_/.test(action))
    .toReversed()
    .map(({ action, details }) => [action, details]);
}
/** Says that it watches, and waits until the worker was told. */
async function watch(viewer: ReturnType<typeof connect>, pageId?: string): Promise<void> {
  await viewer.opened;
  const before = told.length;
  viewer.say({ type: 'watch', jobId, ...(pageId === undefined ? {} : { pageId }) });
  await waitFor('the worker to be told', () => told.slice(before).some(({ type }) => type === 'watch'));
}

test('pictures reach whoever watches that page; the worker is told again as long as somebody does', async () => {
  const one = connect(user.token);
  const other = connect(user.token);
  await watch(one);
  await watch(other, 'p2');
  await show('a');
  await show('b', 'p2');
  await waitFor('both', () => one.frames.length === 1 && other.frames.length === 1);
  expect([seenBy(one), seenBy(other)]).toEqual([['a'], ['b']]);
  expect(told.findLast(({ type }) => type === 'watch')).toMatchObject({ stills: false });
  const late = connect(user.token);
  await watch(late);
  await waitFor('the last picture', () => seenBy(late).includes('a'));
  for (const { socket } of [one, other, late]) socket.close();
  await waitFor('nobody to listen', async () => {
    const [, count] = (await plane.redis.pubsub('NUMSUB', plane.keys.jobLive(jobId))) as [string, number];
    return count === 0;
  });
});

test('another organisation sees nothing and controls nothing', async () => {
  const stranger = await plane.registerOrg();
  const viewer = connect(stranger.token);
  await viewer.opened;
  viewer.say({ type: 'watch', jobId });
  await waitFor('the refusal', () => viewer.messages.find(({ type }) => type === 'error'));
  expect(viewer.messages.at(-1)).toMatchObject({ type: 'error', code: 'not_found', jobId });
  await show('secret');
  expect((await control(stranger.token, { action: 'take' })).status).toBe(404);
  expect(viewer.frames).toEqual([]);
});

test('who does not draw what he gets has at most three on their way, while others get all', async () => {
  const slow = connect(user.token);
  const quick = connect(user.token);
  await watch(slow);
  await watch(quick);
  quick.socket.on('message', (_data, isBinary) => isBinary && quick.say({ type: 'seen', jobId }));
  for (let n = 0; n < 10; n += 1) {
    await show(String(n));
    await waitFor('the quick one', () => seenBy(quick).includes(String(n)));
  }
  expect(seenBy(slow).filter((text) => /^\d$/.test(text)).length).toBeLessThanOrEqual(3);
});

test('one person has control; input without it goes nowhere; it is audited, and typed text is kept nowhere', async () => {
  const taken = await control(user.token, { action: 'take', reason: 'captcha' });
  expect(taken.status).toBe(200);
  const { holdId, holder } = taken.body as { holdId: string; holder: { userId: string; until: number } };
  expect(holder.userId).toBe(user.userId);
  await waitFor('the worker to be told', () => told.some((one) => one.type === 'hold' && one.hold?.id === holdId));
  const viewer = connect(user.token);
  await viewer.opened;
  const input = { kind: 'text', text: 'contraseña-canario' };
  viewer.say({ type: 'input', jobId, holdId: 'guessed', pageId: '', input });
  viewer.say({ type: 'input', jobId, holdId, pageId: '', input });
  const passed = await waitFor('the input', () => told.find(({ type }) => type === 'input'));
  expect(passed).toEqual({ type: 'input', holdId, pageId: '', input });
  expect((await control(user.token, { action: 'renew' })).status).toBe(200);
  expect((await control(user.token, { action: 'give' })).body).toEqual({ holder: null, holdId: null });
  await waitFor('the end of it', () => told.some((one) => one.type === 'hold' && one.hold === null));
  const renewed = await control(user.token, { action: 'renew' });
  expect(renewed.problem().code).toBe('control_held');
  viewer.say({ type: 'input', jobId, holdId, pageId: '', input });
  const again = (await control(user.token, { action: 'take' })).body as { holdId: string };
  viewer.say({ type: 'input', jobId, holdId: again.holdId, pageId: '', input: { kind: 'key', key: 'Enter' } });
  await waitFor('the key', () => told.some((one) => one.type === 'input' && one.input.kind === 'key'));
  expect(told.filter(({ type }) => type === 'input')).toHaveLength(2);
  expect((await control(user.token, { action: 'give' })).status).toBe(200);
  const stream = await plane.redis.xrange(plane.keys.jobEvents(jobId), '-', '+');
  expect(JSON.stringify(stream)).toContain('"control');
  expect(JSON.stringify(stream)).not.toContain('canario');
  expect(await audited()).toEqual([
    ['job.control_taken', { reason: 'captcha' }],
    ['job.control_given', {}],
    ['job.control_taken', {}],
    ['job.control_given', {}],
  ]);
});

test('a code is taken only by an execution that asks for one', async () => {
  const send = () => plane.call('POST', `/api/jobs/${jobId}/code`, { token: user.token, body: { code: '4815' } });
  expect((await send()).problem().code).toBe('not_asked');
  await plane.redis.set(plane.keys.jobStatus(jobId), 'needs_person');
  expect((await send()).status).toBe(202);
  await waitFor('the code', () => told.some((one) => one.type === 'code' && one.code === '4815'));
  expect((await audited()).at(-1)).toEqual(['job.code_given', {}]);
});
