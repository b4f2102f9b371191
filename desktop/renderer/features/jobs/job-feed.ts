import type { JobStatus, StepReport } from '@sri/shared/model/job.ts';
import { isFinal } from '@sri/shared/model/job.ts';
import type { Ask, Holder, JobEvent } from '@sri/shared/model/live-event.ts';
import type { Bridge } from '../../lib/bridge.ts';
import type { LogLine } from './log-lines.ts';

/** What the live stream has told of one execution so far. A new object with each change. */
export interface JobFeed {
  lines: readonly LogLine[];
  /** Latest report of each step, by its path. */
  steps: ReadonlyMap<string, StepReport>;
  status: JobStatus | null;
  /** Who has control of its browser. */
  holder: Holder | null;
  /** What it asks a person for. */
  ask: Ask | null;
  live: boolean;
  ended: boolean;
}

export const EMPTY_FEED: JobFeed = {
  lines: [],
  steps: new Map(),
  status: null,
  holder: null,
  ask: null,
  live: false,
  ended: false,
};

/** Lines that are kept; the oldest go first. */
const MAX_LINES = 50_000;

/** The feed with some events more, in their order. */
export function applyEvents(feed: JobFeed, events: readonly JobEvent[]): JobFeed {
  const lines: LogLine[] = [];
  let { steps, status, holder, ask } = feed;
  for (const event of events) {
    if (event.type === 'log') lines.push({ at: event.at, level: event.level, text: event.message });
    // A map of its own once something changes: who shows the steps is not drawn anew with each line of the log.
    if (event.type === 'step') {
      if (steps === feed.steps) steps = new Map(steps);
      (steps as Map<string, StepReport>).set(event.step.path, event.step);
    }
    if (event.type === 'control') holder = event.holder;
    if (event.type === 'ask') ask = event.ask;
    if (event.type === 'status') {
      status = event.status;
      // Taken up again by another robot: the steps begin anew.
      if (event.status === 'queued') steps = new Map();
    }
  }
  const all = lines.length === 0 ? feed.lines : feed.lines.concat(lines);
  return { ...feed, steps, status, holder, ask, lines: all.length > MAX_LINES ? all.slice(-MAX_LINES) : all };
}

export interface FeedSource {
  get: () => JobFeed;
  subscribe: (changed: () => void) => () => void;
}

/**
 * Follows an execution for as long as somebody looks. What arrives within one frame is shown together, so that a flood
 * of lines costs one drawing.
 */
export function createJobFeed(
  bridge: Pick<Bridge, 'subscribe'>,
  jobId: string,
  nextFrame: (run: () => void) => void,
): FeedSource {
  let feed = EMPTY_FEED;
  let waiting: JobEvent[] = [];
  let due = false;
  const listeners = new Set<() => void>();
  let stop: (() => void) | null = null;
  let cursor: string | null = null;

  function flush(): void {
    due = false;
    feed = applyEvents(feed, waiting);
    waiting = [];
    for (const listener of listeners) listener();
  }

  function flushSoon(): void {
    if (due) return;
    due = true;
    nextFrame(flush);
  }

  function start(): () => void {
    return bridge.subscribe({ kind: 'job', jobId }, cursor, (message) => {
      if (message.kind === 'event') {
        cursor = message.id ?? cursor;
        waiting.push(message.event);
      }
      if (message.kind === 'link') feed = { ...feed, live: message.live };
      if (message.kind === 'end') feed = { ...feed, ended: true };
      flushSoon();
    });
  }

  return {
    get: () => feed,
    subscribe: (changed) => {
      listeners.add(changed);
      stop ??= feed.ended ? null : start();
      return () => {
        listeners.delete(changed);
        if (listeners.size > 0) return;
        stop?.();
        stop = null;
      };
    },
  };
}

/** The status to show: the stream is ahead of the record while it lives, never once the record is final. */
export function shownStatus(recorded: JobStatus, streamed: JobStatus | null): JobStatus {
  return isFinal(recorded) || streamed === null ? recorded : streamed;
}
