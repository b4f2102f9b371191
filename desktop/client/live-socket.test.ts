import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LIVE_CLOSE } from '@sri/shared/protocol/api/live.ts';
import { FakeSocket } from './test/fake-socket.ts';
import type { StreamEvent } from '../contract/live.ts';
import { createLiveSocket, type SocketLike } from './live-socket.ts';

const JOB = '01990000-0000-7000-8000-000000004800';
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp(renewSignIn = vi.fn<() => Promise<void>>(async () => undefined)) {
  const sockets: FakeSocket[] = [];
  const live = createLiveSocket({
    url: 'ws://x/api/live',
    renewSignIn,
    open: () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket as unknown as SocketLike;
    },
  });
  const heard: StreamEvent[] = [];
  return { live, sockets, heard, on: (event: StreamEvent) => void heard.push(event), renewSignIn };
}

const line = (id: string) =>
  ({ type: 'event', jobId: JOB, id, event: { type: 'log', at: 1, level: 'info', message: id } }) as const;

test('after a broken socket a follower asks again from its cursor', async () => {
  const { live, sockets, on } = setUp();
  live.subscribe({ kind: 'job', jobId: JOB }, null, on);
  sockets[0]?.tell({ type: 'ready' });
  expect(sockets[0]?.sent).toEqual([{ type: 'subscribe', jobId: JOB }]);
  sockets[0]?.tell(line('1700000000000-5'));
  sockets[0]?.drop(1006);
  await vi.advanceTimersByTimeAsync(1000);
  sockets[1]?.tell({ type: 'ready' });
  expect(sockets[1]?.sent).toEqual([{ type: 'subscribe', jobId: JOB, cursor: '1700000000000-5' }]);
});

test('what has ended is not asked for again', async () => {
  const { live, sockets, on, heard } = setUp();
  live.subscribe({ kind: 'job', jobId: JOB }, null, on);
  sockets[0]?.tell({ type: 'ready' });
  sockets[0]?.tell({ type: 'end', jobId: JOB });
  sockets[0]?.drop(1006);
  await vi.advanceTimersByTimeAsync(1000);
  sockets[1]?.tell({ type: 'ready' });
  expect(sockets[1]?.sent).toEqual([]);
  expect(heard.map(({ kind }) => kind)).toEqual(['link', 'end', 'link', 'link']);
});

test('a socket closed for want of a sign-in is opened again once that is renewed', async () => {
  const { live, sockets, on, renewSignIn } = setUp();
  live.subscribe({ kind: 'org' }, null, on);
  sockets[0]?.drop(LIVE_CLOSE.unauthenticated);
  await vi.advanceTimersByTimeAsync(0);
  expect(renewSignIn).toHaveBeenCalledTimes(1);
  expect(sockets).toHaveLength(2);
});

test('the last one who leaves closes the socket, and nothing opens it again', async () => {
  const { live, sockets, on } = setUp();
  const leave = live.subscribe({ kind: 'org' }, null, on);
  sockets[0]?.tell({ type: 'ready' });
  leave();
  expect(sockets[0]?.closed).toBe(true);
  sockets[0]?.drop(1000);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sockets).toHaveLength(1);
});

test('what is no message of the protocol is passed over', () => {
  const { live, sockets, on, heard } = setUp();
  live.subscribe({ kind: 'org' }, null, on);
  sockets[0]?.dispatchEvent(new MessageEvent('message', { data: '{"type":"odd"}' }));
  sockets[0]?.tell({ type: 'ready' });
  expect(heard).toEqual([{ kind: 'link', live: true }]);
});
