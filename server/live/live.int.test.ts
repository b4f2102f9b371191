import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { JobEvent } from '@sri/shared/model/live-event.ts';
import { newId } from '@sri/shared/model/ids.ts';
import { LIVE_CLOSE, serverMessageSchema, type ServerMessage } from '@sri/shared/protocol/api/live.ts';
import { EVENT_FIELD } from '@sri/shared/protocol/job-stream.ts';
import { startTestRedis, type TestRedis } from '@sri/shared/test/redis-server.ts';
import { waitFor } from '../../infrastructure/test/wait-for.ts';
import { createFakeWorker, type FakeWorker } from '../test/fake-worker.ts';
import { createTestPlane, type TestPlane } from '../test/plane.ts';
import { readyUser, startJob, type ReadyUser } from '../test/ready-flow.ts';
import { readSse, type SseEvent } from '../test/read-sse.ts';
import { jobIs } from '../test/watch-jobs.ts';

let redisServer: TestRedis;
let plane: TestPlane;
let worker: FakeWorker;
let user: ReadyUser;

beforeAll(async () => {
  redisServer = await startTestRedis();
  plane = await createTestPlane({ redisUrl: redisServer.url });
  worker = createFakeWorker(plane.queue, plane.s3);
  user = await readyUser(plane);
});
afterAll(async () => {
  await plane?.close();
  await redisServer?.stop();
});

const say = (jobId: string, message: string): Promise<string | null> => {
  const event: JobEvent = { type: 'log', at: Date.now(), level: 'info', message };
  return plane.redis.xadd(plane.keys.jobEvents(jobId), '*', EVENT_FIELD, JSON.stringify(event));
};
const events = (jobId: string, headers: Record<string, string> = {}) =>
  readSse(`${plane.url}/api/jobs/${jobId}/events`, { authorization: `Bearer ${user.token}`, ...headers });
const logs = (list: readonly SseEvent[]): string[] =>
  list.flatMap(({ event }) => (event.type === 'log' ? [event.message] : []));

test('SSE gives what was, what comes, and ends after the final status', async () => {
  const jobId = await startJob(plane, user);
  const job = await worker.claim(user.orgId);
  for (let line = 0; line < 3; line += 1) await say(jobId, `before ${line}`);
  const stream = await events(jobId);
  await waitFor('what was', () => logs(stream.events).length === 3);
  await say(jobId, 'after');
  await waitFor('what comes', () => logs(stream.events).includes('after'));
  await worker.finish(job);
  await stream.ended;
  expect(logs(stream.events)).toEqual(['before 0', 'before 1', 'before 2', 'after']);
  const statuses = stream.events.flatMap(({ event }) => (event.type === 'status' ? [event.status] : []));
  expect([statuses[0], statuses.at(-1)]).toEqual(['queued', 'completed']);
});

test('a viewer that comes back with Last-Event-ID misses nothing and gets nothing twice, while others watch on', async () => {
  const jobId = await startJob(plane, user);
  const job = await worker.claim(user.orgId);
  const steady = await events(jobId);
  const seen: string[] = [];
  let cursor: string | undefined;
  const total = 300;
  const writing = (async () => {
    for (let line = 0; line < total; line += 1) await say(jobId, String(line));
  })();
  while (seen.length < total) {
    const visit = await events(jobId, cursor === undefined ? {} : { 'last-event-id': cursor });
    await waitFor('some more', () => visit.events.some(({ event }) => event.type === 'log'));
    visit.close();
    seen.push(...logs(visit.events));
    cursor = visit.events.findLast(({ id }) => id !== undefined)?.id;
  }
  await writing;
  expect(seen).toEqual(Array.from({ length: total }, (_, line) => String(line)));
  await waitFor('the steady viewer', () => logs(steady.events).length === total);
  expect(logs(steady.events)).toEqual(seen);
  await worker.finish(job);
  await steady.ended;
});

test('an execution that ended long ago, whose stream is gone, tells its end and closes', async () => {
  const jobId = await startJob(plane, user);
  await worker.runNext(user.orgId);
  await jobIs(plane, user, jobId, 'completed');
  await waitFor('the end in the stream', async () => {
    const entries = await plane.redis.xrevrange(plane.keys.jobEvents(jobId), '+', '-', 'COUNT', 1);
    return entries[0]?.[1].at(-1)?.includes('completed');
  });
  await plane.redis.del(plane.keys.jobEvents(jobId));
  const stream = await events(jobId);
  await stream.ended;
  expect(stream.events).toMatchObject([{ id: undefined, event: { type: 'status', status: 'completed' } }]);
});

test('a stream needs a token, an execution of one’s own, and a cursor that is one', async () => {
  const jobId = await startJob(plane, user);
  const path = `/api/jobs/${jobId}/events`;
  expect((await plane.call('GET', path)).status).toBe(401);
  expect((await plane.call('GET', `/api/jobs/${newId()}/events`, { token: user.token })).status).toBe(404);
  const wrong = await plane.call('GET', path, { token: user.token, headers: { 'last-event-id': 'x' } });
  expect(wrong.problem().errors?.[0]?.field).toBe('Last-Event-ID');
  await worker.runNext(user.orgId);
});

interface Socket {
  socket: WebSocket;
  messages: ServerMessage[];
  say: (message: object | string) => void;
  closed: Promise<number>;
}

function connect(headers: Record<string, string> = {}): Socket {
  const socket = new WebSocket(`${plane.url.replace('http', 'ws')}/api/live`, { headers });
  const messages: ServerMessage[] = [];
  const waiting: string[] = [];
  socket.on('message', (data: Buffer) => messages.push(serverMessageSchema.parse(JSON.parse(data.toString()))));
  socket.on('open', () => waiting.forEach((text) => socket.send(text)));
  socket.on('error', () => undefined);
  return {
    socket,
    messages,
    say: (message) => {
      const text = typeof message === 'string' ? message : JSON.stringify(message);
      if (socket.readyState === socket.OPEN) socket.send(text);
      else waiting.push(text);
    },
    closed: new Promise((resolve) => void socket.once('close', resolve)),
  };
}
const has = (socket: Socket, type: ServerMessage['type']): Promise<ServerMessage> =>
  waitFor(`a message "${type}"`, () => socket.messages.find((message) => message.type === type));

test('WebSocket: signed in by its first message, it follows an execution to its end and hears the organisation', async () => {
  const jobId = await startJob(plane, user);
  const job = await worker.claim(user.orgId);
  await say(jobId, 'hola');
  const live = connect();
  live.say({ type: 'auth', token: user.token });
  live.say({ type: 'ping' });
  await has(live, 'ready');
  live.say({ type: 'subscribeOrg' });
  live.say({ type: 'subscribe', jobId });
  await has(live, 'event');
  await has(live, 'pong');
  await waitFor('the subscription', async () => {
    const [, count] = (await plane.redis.pubsub('NUMSUB', plane.keys.orgDone(user.orgId))) as [string, number];
    return count === 1;
  });
  await worker.finish(job);
  expect(await has(live, 'end')).toMatchObject({ jobId });
  const done = await waitFor('the organisation to hear of it', () =>
    live.messages.find((message) => message.type === 'done' && message.done.jobId === jobId),
  );
  expect(done).toMatchObject({ done: { status: 'completed' } });
  const told = live.messages.flatMap((message) =>
    message.type === 'event' && message.event.type === 'log' ? [message.event.message] : [],
  );
  expect(told).toEqual(['hola']);
  live.socket.close();
});

test('WebSocket: signed in by its header, with a cursor; another organisation sees nothing', async () => {
  const jobId = await startJob(plane, user);
  const job = await worker.claim(user.orgId);
  const first = await say(jobId, 'one');
  await say(jobId, 'two');
  const live = connect({ authorization: `Bearer ${user.token}` });
  await has(live, 'ready');
  live.say({ type: 'subscribe', jobId, cursor: first });
  expect(await has(live, 'event')).toMatchObject({ event: { message: 'two' } });
  const stranger = await plane.registerOrg();
  const foreign = connect({ authorization: `Bearer ${stranger.token}` });
  foreign.say({ type: 'subscribe', jobId });
  expect(await has(foreign, 'error')).toMatchObject({ code: 'not_found', jobId });
  expect(foreign.messages.some(({ type }) => type === 'event')).toBe(false);
  for (const { socket } of [live, foreign]) socket.close();
  await worker.finish(job);
});

test('WebSocket: who says nothing that it knows, or is not known, is sent away with a code', async () => {
  const silent = connect();
  silent.say({ type: 'subscribe', jobId: newId() });
  expect(await silent.closed).toBe(LIVE_CLOSE.unauthenticated);
  const wrong = connect();
  wrong.say({ type: 'auth', token: 'nonsense' });
  expect(await wrong.closed).toBe(LIVE_CLOSE.unauthenticated);
  const noise = connect();
  noise.say('{"type":"dance"}');
  expect(await noise.closed).toBe(LIVE_CLOSE.badMessage);
  expect(await connect({ authorization: 'Bearer nonsense' }).closed).toBe(1006);
});

test('WebSocket: a page of another site cannot use the cookie', async () => {
  const cookie = `sri_session=${user.token}`;
  const foreign = connect({ cookie, origin: 'https://evil.example' });
  expect(await foreign.closed).toBe(1006);
  expect(foreign.messages).toEqual([]);
  const own = connect({ cookie, origin: plane.url });
  await has(own, 'ready');
  own.socket.close();
});

test('R14 viewers go on after Redis lost their connection', async () => {
  const jobId = await startJob(plane, user);
  const job = await worker.claim(user.orgId);
  const stream = await events(jobId);
  await say(jobId, 'before');
  await waitFor('the first', () => logs(stream.events).length === 1);
  await plane.redis.call('CLIENT', 'KILL', 'TYPE', 'normal');
  await waitFor('Redis again', async () => (await plane.redis.ping().catch(() => '')) === 'PONG');
  await say(jobId, 'after');
  await waitFor('the second', () => logs(stream.events).join() === 'before,after');
  await worker.finish(job);
  await stream.ended;
  expect(stream.events.at(-1)?.event).toMatchObject({ type: 'status', status: 'completed' });
});
