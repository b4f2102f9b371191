import type { Redis } from 'ioredis';
import type { JobEvent } from '@sri/shared/model/live-event.ts';
import type { Logger } from '@sri/shared/node/logger.ts';
import { deferred } from '@sri/shared/lang/deferred.ts';
import { delay } from '@sri/shared/lang/delay.ts';
import { parseStreamFields } from '@sri/shared/protocol/job-stream.ts';
import type { RedisKeys } from '@sri/shared/protocol/redis-keys.ts';

export interface StreamedEvent {
  /** Id of the stream entry: the cursor to come back with. */
  id: string;
  event: JobEvent;
}

export interface Watching {
  onEvents: (events: StreamedEvent[]) => void;
  /** What lay in the stream at the start has been given. */
  onCaughtUp?: () => void;
}

/** Who watches which execution. */
export interface JobStreamHub {
  /** Sends everything after `cursor` (null: from the start), then what comes; returns how to stop. */
  watch(jobId: string, cursor: string | null, watching: Watching): () => void;
  viewers(): number;
  start(): void;
  stop(): Promise<void>;
}

interface Watcher extends Watching {
  stream: string;
  cursor: string;
}

const FROM_START = '0-0';
const BATCH = 1000;
/** Short, so that a stream that somebody begins to watch joins soon. */
const BLOCK_MS = 250;
const AFTER_FAILURE_MS = 500;

/**
 * One blocking reader for all viewers: each round asks for every watched stream after the cursor of its slowest watcher.
 * Events are numbered by Redis, so a viewer that comes back with its cursor misses none. A new watcher is caught up by
 * reads of its own; it takes part in the shared reads that begin at or before its cursor, so that none leaves a gap.
 */
export function createJobStreamHub(reader: Redis, commands: Redis, keys: RedisKeys, log: Logger): JobStreamHub {
  const watchers = new Set<Watcher>();
  const stopping = new AbortController();
  let ended: Promise<void> = Promise.resolve();
  let joined = deferred<void>();

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
      if (entries.length < BATCH) return watcher.onCaughtUp?.();
    }
  }

  async function nextWatcher(): Promise<void> {
    joined = deferred();
    if (watchers.size === 0 && !stopping.signal.aborted) await joined.promise;
  }

  async function readOnce(): Promise<void> {
    const cursors = new Map<string, string>();
    for (const { stream, cursor } of watchers) {
      const known = cursors.get(stream);
      if (known === undefined || later(known, cursor)) cursors.set(stream, cursor);
    }
    if (cursors.size === 0) return nextWatcher();
    const answer = await reader.xread(
      'COUNT',
      BATCH,
      'BLOCK',
      BLOCK_MS,
      'STREAMS',
      ...cursors.keys(),
      ...cursors.values(),
    );
    for (const [stream, entries] of answer ?? []) {
      const from = cursors.get(stream) ?? FROM_START;
      for (const watcher of watchers) {
        if (watcher.stream === stream && !later(from, watcher.cursor)) give(watcher, entries);
      }
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
    watch: (jobId, cursor, watching) => {
      const watcher: Watcher = { stream: keys.jobEvents(jobId), cursor: cursor ?? FROM_START, ...watching };
      watchers.add(watcher);
      joined.resolve();
      // A failure here is made good by the loop, which reads from the same cursor.
      void catchUp(watcher).catch(() => undefined);
      return () => void watchers.delete(watcher);
    },
    viewers: () => watchers.size,
    start: () => void (ended = loop()),
    stop: async () => {
      stopping.abort();
      joined.resolve();
      reader.disconnect();
      await ended;
    },
  };
}
