import {
  LIVE_CLOSE,
  LIVE_PATH,
  serverMessageSchema,
  type ClientMessage,
  type ServerMessage,
} from '@sri/shared/protocol/api/live.ts';
import type { StreamEvent, Topic } from './bridge.ts';

/*
 * closed ── first follower ──> connecting ── ready ──> live ── last follower leaves ──> closed
 *                                  ^                     │
 *                                  └── after 1..8 s ─────┘ socket lost: every follower asks again from its cursor
 */
interface Follower {
  topic: Topic;
  cursor: string | null;
  ended: boolean;
  on: (event: StreamEvent) => void;
}

export interface LiveSocket {
  subscribe(topic: Topic, from: string | null, on: (event: StreamEvent) => void): () => void;
}

const LONGEST_WAIT_MS = 8000;

export interface LiveSocketOptions {
  open: (url: string) => WebSocket;
  url: string;
  /** The socket was closed for want of a sign-in. Resolves when it is worth trying again. */
  renewSignIn: () => Promise<void>;
}

/** Address of the live socket beside a page. */
export function liveUrl(page: Location): string {
  return `${page.protocol === 'https:' ? 'wss' : 'ws'}://${page.host}${LIVE_PATH}`;
}

function isOf(message: ServerMessage, { topic }: Follower): boolean {
  if (message.type === 'done') return topic.kind === 'org';
  return 'jobId' in message && topic.kind === 'job' && topic.jobId === message.jobId;
}

/** One socket for everything that is watched. Nothing is lost when it breaks: followers come back with their cursors. */
export function createLiveSocket({ open, url, renewSignIn }: LiveSocketOptions): LiveSocket {
  const followers = new Set<Follower>();
  let socket: WebSocket | null = null;
  let ready = false;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const send = (message: ClientMessage): void => {
    if (ready) socket?.send(JSON.stringify(message));
  };

  function ask({ topic, cursor, ended }: Follower): void {
    if (ended) return;
    if (topic.kind === 'org') send({ type: 'subscribeOrg' });
    else send({ type: 'subscribe', jobId: topic.jobId, ...(cursor === null ? {} : { cursor }) });
  }

  function hear(message: ServerMessage): void {
    if (message.type === 'ready') {
      ready = true;
      failures = 0;
      for (const follower of followers) {
        ask(follower);
        follower.on({ kind: 'link', live: true });
      }
      return;
    }
    for (const follower of followers) {
      if (!isOf(message, follower)) continue;
      if (message.type === 'done') follower.on({ kind: 'done', done: message.done });
      if (message.type === 'event') {
        if (message.id !== null) follower.cursor = message.id;
        follower.on({ kind: 'event', id: message.id, event: message.event });
      }
      if (message.type === 'end') {
        follower.ended = true;
        follower.on({ kind: 'end' });
      }
    }
  }

  function lost(code: number): void {
    socket = null;
    ready = false;
    for (const follower of followers) follower.on({ kind: 'link', live: false });
    if (followers.size === 0) return;
    const wait = Math.min(LONGEST_WAIT_MS, 1000 * 2 ** failures);
    failures += 1;
    const again = (): void => void (timer = setTimeout(connect, wait));
    if (code === LIVE_CLOSE.unauthenticated) renewSignIn().then(connect, again);
    else again();
  }

  function connect(): void {
    clearTimeout(timer);
    if (socket !== null || followers.size === 0) return;
    const opened = open(url);
    socket = opened;
    opened.addEventListener('message', ({ data }: MessageEvent<string>) => {
      const parsed = serverMessageSchema.safeParse(JSON.parse(data));
      if (parsed.success) hear(parsed.data);
    });
    opened.addEventListener('close', ({ code }) => void (socket === opened && lost(code)));
  }

  return {
    subscribe: (topic, from, on) => {
      const follower: Follower = { topic, cursor: from, ended: false, on };
      followers.add(follower);
      if (ready) {
        ask(follower);
        on({ kind: 'link', live: true });
      } else connect();
      return () => {
        followers.delete(follower);
        const watched = [...followers].some(
          (other) => other.topic.kind === 'job' && topic.kind === 'job' && other.topic.jobId === topic.jobId,
        );
        if (topic.kind === 'job' && !watched) send({ type: 'unsubscribe', jobId: topic.jobId });
        if (followers.size > 0) return;
        clearTimeout(timer);
        const closing = socket;
        socket = null;
        ready = false;
        closing?.close();
      };
    },
  };
}
