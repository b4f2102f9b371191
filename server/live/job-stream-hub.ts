import type { Redis } from 'ioredis';
import type { JobEvent } from '@sri/shared/model/live-event.ts';
import type { Logger } from '@sri/shared/node/logger.ts';
import { delay } from '@sri/shared/lang/delay.ts';
import { parseStreamFields } from '@sri/shared/protocol/job-stream.ts';
import type { RedisKeys } from '@sri/shared/protocol/redis-keys.ts';

export interface StreamedEvent {
  /** Id of the stream entry: the cursor to come back with. */
  id: string;
  event: JobEvent;
}

export type OnEvents = (events: StreamedEvent[]) => void;

/** Who watches which execution. */
export interface JobStreamHub {
  /** Sends everything after `cursor` (null: from the start), then what comes; returns how to stop. */
  watch(jobId: string, cursor: string | null, onEvents: OnEvents): () => void;
  viewers(): number;
  start(): void;
  stop(): Promise<void>;
}

interface Watcher {
  stream: string;
  cursor: string;
  onEvents: OnEvents;
}

const FROM_START = '0-0';
const BATCH = 1000;
/** Short, so that a stream that somebody begins to watch joins soon. */
const BLOCK_MS = 250;
const AFTER_FAILURE_MS = 500;

type Answer = [stream: string, entries: [id: string, fields: string[]][]][] | null;

/**
 * One blocking reader for all viewers: each round asks for every watched stream after the cursor of its slowest watcher.
 * Events are numbered by Redis, so a viewer that comes back with its cursor misses none. A new
 * watcher is caught up by a read of its own; its stream joins the shared wait with the next round.
 */
export function createJobStreamHub(reader: Redis, commands: Redis, keys: RedisKeys, log: Logger): JobStreamHub {
  const watchers = new Set<Watcher>();
  const stopping = new AbortController();
  let ended: Promise<void> = Promise.resolve();

  const later = (a: string, b: string): boolean => {
    const [aMs = 0, aSeq = 0] = a.split('-').map(Number);
    const [bMs = 0, bSeq = 0] = b.split('-').map(Number);
    return aMs > bMs || (aMs === bMs && aSeq > bSeq);
  };

  function give(watcher: Watcher, entries: [string, string[]][]): void {
    const fresh = entries.filter(([id]) => later(id, watcher.cursor));
    const last = fresh.at(-1);
    if (last === undefined) return;
    [watcher.cursor] = last;
    const events = fresh.flatMap(([id, fields]) => {
      const event = parseStreamFields(fields);
      return event === null ? [] : [{ id, event }];
    });
    if (events.length > 0) watcher.onEvents(events);
  }

  /** What lies in the stream already, page by page. */
  async function catchUp(watcher: Watcher): Promise<void> {
    for (;;) {
      const entries = await commands.xrange(watcher.stream, `(${watcher.cursor}`, '+', 'COUNT', BATCH);
      if (!watchers.has(watcher)) return;
      give(watcher, entries);
      if (entries.length < BATCH) return;
    }
  }

  async function readOnce(): Promise<void> {
    const cursors = new Map<string, string>();
    for (const { stream, cursor } of watchers) {
      const known = cursors.get(stream);
      if (known === undefined || later(known, cursor)) cursors.set(stream, cursor);
    }
    if (cursors.size === 0) return delay(50, stopping.signal);
    const answer = (await reader.xread(
      'COUNT',
      BATCH,
      'BLOCK',
      BLOCK_MS,
      'STREAMS',
      ...cursors.keys(),
      ...cursors.values(),
    )) as Answer;
    for (const [stream, entries] of answer ?? []) {
      for (const watcher of watchers) if (watcher.stream === stream) give(watcher, entries);
    }
  }

  async function loop(): Promise<void> {
    let away = false;
    while (!stopping.signal.aborted) {
      try {
        await readOnce();
        away = false;
      } catch (error) {
        if (!away && !stopping.signal.aborted)
          log.warn({ err: { message: String(error) } }, 'live events cannot be read now');
        away = true;
        await delay(AFTER_FAILURE_MS, stopping.signal);
      }
    }
  }

  return {
    watch: (jobId, cursor, onEvents) => {
      const watcher: Watcher = { stream: keys.jobEvents(jobId), cursor: cursor ?? FROM_START, onEvents };
      watchers.add(watcher);
      // A failure here is made good by the loop, which reads from the same cursor.
      void catchUp(watcher).catch(() => undefined);
      return () => void watchers.delete(watcher);
    },
    viewers: () => watchers.size,
    start: () => void (ended = loop()),
    stop: async () => {
      stopping.abort();
      reader.disconnect();
      await ended;
    },
  };
}
