import {
  LIVE_CLOSE,
  LIVE_PATH,
  serverMessageSchema,
  type ClientMessage,
  type ServerMessage,
} from '@sri/shared/protocol/api/live.ts';
import { unpackFrame } from '@sri/shared/protocol/live-frame.ts';
import type { FrameMessage, FrameWatch, InputMessage, StreamEvent, Topic } from '../contract/live.ts';

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

/** Somebody who looks at a page; the newest one of a job decides which page. */
interface Viewer {
  jobId: string;
  pageId: string | null;
  on: (message: FrameMessage) => void;
}

export interface LiveSocket {
  subscribe(topic: Topic, from: string | null, on: (event: StreamEvent) => void): () => void;
  frames(jobId: string, pageId: string | null, on: (message: FrameMessage) => void): FrameWatch;
  sendInput(message: InputMessage): void;
}

const LONGEST_WAIT_MS = 8000;

/** As much of a WebSocket as is used here: a browser's, or one of the main process. */
export interface SocketLike {
  /** So that pictures come as `ArrayBuffer`. */
  binaryType: string;
  send(text: string): void;
  close(): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  addEventListener(type: 'close', listener: (event: { code: number }) => void): void;
}

export interface LiveSocketOptions {
  open: (url: string) => SocketLike;
  url: string;
  /** The socket was closed for want of a sign-in. Resolves when it is worth trying again. */
  renewSignIn: () => Promise<void>;
}

/** Address of the live socket of the server at an origin. */
export function liveUrl({ protocol, host }: Pick<URL, 'protocol' | 'host'>): string {
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}${LIVE_PATH}`;
}

function isOf(message: ServerMessage, { topic }: Follower): boolean {
  if (message.type === 'done') return topic.kind === 'org';
  return 'jobId' in message && topic.kind === 'job' && topic.jobId === message.jobId;
}

/** One socket for everything that is watched. Nothing is lost when it breaks: followers come back with their cursors. */
export function createLiveSocket({ open, url, renewSignIn }: LiveSocketOptions): LiveSocket {
  const followers = new Set<Follower>();
  const viewers = new Set<Viewer>();
  let socket: SocketLike | null = null;
  let ready = false;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const nobody = (): boolean => followers.size + viewers.size === 0;

  const send = (message: ClientMessage): void => {
    if (ready) socket?.send(JSON.stringify(message));
  };

  function ask({ topic, cursor, ended }: Follower): void {
    if (ended) return;
    if (topic.kind === 'org') send({ type: 'subscribeOrg' });
    else send({ type: 'subscribe', jobId: topic.jobId, ...(cursor === null ? {} : { cursor }) });
  }

  function look({ jobId, pageId }: Viewer): void {
    send({ type: 'watch', jobId, ...(pageId === null ? {} : { pageId }) });
  }

  function show(jobId: string, message: FrameMessage): void {
    for (const viewer of viewers) if (viewer.jobId === jobId) viewer.on(message);
  }

  function hearFrame(data: ArrayBuffer): void {
    const frame = unpackFrame(new Uint8Array(data));
    if (frame === null) return;
    const { meta, picture } = frame;
    for (const viewer of viewers) {
      if (viewer.jobId !== meta.jobId) continue;
      // Its own copy: it may be handed on, and whoever draws it may keep it.
      if (picture.length === 0) viewer.on({ kind: 'same', meta });
      else viewer.on({ kind: 'frame', picture: picture.slice().buffer, meta });
    }
  }

  function hear(message: ServerMessage): void {
    if (message.type === 'ready') {
      ready = true;
      failures = 0;
      for (const follower of followers) {
        ask(follower);
        follower.on({ kind: 'link', live: true });
      }
      for (const viewer of viewers) {
        look(viewer);
        viewer.on({ kind: 'link', live: true });
      }
      return;
    }
    if (message.type === 'pace') return show(message.jobId, { kind: 'pace', stills: message.stills });
    if (message.type === 'error' && message.jobId !== undefined) {
      show(message.jobId, { kind: 'refused', code: message.code });
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
    for (const one of [...followers, ...viewers]) one.on({ kind: 'link', live: false });
    if (nobody()) return;
    const wait = Math.min(LONGEST_WAIT_MS, 1000 * 2 ** failures);
    failures += 1;
    const again = (): void => void (timer = setTimeout(connect, wait));
    if (code === LIVE_CLOSE.unauthenticated) renewSignIn().then(connect, again);
    else again();
  }

  function connect(): void {
    clearTimeout(timer);
    if (socket !== null || nobody()) return;
    const opened = open(url);
    opened.binaryType = 'arraybuffer';
    socket = opened;
    opened.addEventListener('message', ({ data }) => {
      if (data instanceof ArrayBuffer) return hearFrame(data);
      const parsed = serverMessageSchema.safeParse(JSON.parse(String(data)));
      if (parsed.success) hear(parsed.data);
    });
    opened.addEventListener('close', ({ code }) => void (socket === opened && lost(code)));
  }

  function closeIfIdle(): void {
    if (!nobody()) return;
    clearTimeout(timer);
    const closing = socket;
    socket = null;
    ready = false;
    closing?.close();
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
        closeIfIdle();
      };
    },
    frames: (jobId, pageId, on) => {
      const viewer: Viewer = { jobId, pageId, on };
      viewers.add(viewer);
      if (ready) {
        look(viewer);
        on({ kind: 'link', live: true });
      } else connect();
      return {
        seen: () => send({ type: 'seen', jobId }),
        stop: () => {
          viewers.delete(viewer);
          const next = [...viewers].findLast((other) => other.jobId === jobId);
          if (next === undefined) send({ type: 'unwatch', jobId });
          else look(next);
          closeIfIdle();
        },
      };
    },
    sendInput: (message) => send({ type: 'input', ...message }),
  };
}
