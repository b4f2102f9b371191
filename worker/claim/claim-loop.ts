import { randomUUID } from 'node:crypto';
import { delay } from '@sri/shared/lang/delay.ts';
import { deferred } from '@sri/shared/lang/deferred.ts';
import type { Reach } from '@sri/shared/node/failpoint.ts';
import type { Logger } from '@sri/shared/node/logger.ts';
import type { Queue } from '@sri/shared/queue/queue-contract.ts';
import type { ClaimedJob } from './claimed-job.ts';
import { createClaimer } from './claimer.ts';

/*
 *            a slot is free                 a job was claimed
 *   idle ───────────────────> claiming ─────────────────────> running (one of `concurrency`)
 *    ^  nothing to do: sleep │   │ Redis is away: sleep             │ its run is over: the slot is free, the
 *    └───────────────────────┘   └──> idle                          │ results are uploaded beside the next run
 *                                                                   └──> claiming
 *
 *   SIGTERM: claiming ends for good (draining); jobs go on until they end, or are given back after `drainMs` or at a
 *   second signal.
 */
export type LoopState = 'idle' | 'busy' | 'draining';

/** A job under way, see `runJob`. */
export interface Running {
  jobId: string;
  /** Settles when its slot is free. */
  ran: Promise<void>;
  /** Settles when nothing is left to do; with how it ended. */
  end: Promise<string>;
  giveBack(): void;
}

export interface ClaimLoop {
  start(): void;
  /** Something was put into a queue: look now. */
  wake(): void;
  state(): LoopState;
  running(): string[];
  counts(): { done: number; failed: number };
  /** Claims no more; resolves when nothing runs. Jobs that last longer than `drainMs` are given back. */
  drain(): Promise<void>;
  giveBackAll(): void;
}

export interface ClaimLoopOptions {
  queue: Pick<Queue, 'nextOrg' | 'ringLength' | 'claim'>;
  workerId: string;
  concurrency: number;
  pollMinMs: number;
  pollMaxMs: number;
  drainMs: number;
  /** Time without any good poll after which `onStuck` is asked (R15). */
  stuckMs: number;
  run: (job: ClaimedJob) => Running;
  /** False while a job could not be carried out: no browser starts, the spool is full. */
  mayClaim: () => boolean;
  onStuck: () => Promise<void>;
  changed: () => void;
  reach: Reach;
  log: Logger;
}

/** Of jobs whose results wait for S3, per slot; with more the worker stops claiming. */
const DELIVERING_PER_SLOT = 2;
const FAILED_ENDS = ['failed', 'needs_login', 'needs_review'];

export function createClaimLoop(options: ClaimLoopOptions): ClaimLoop {
  const { concurrency, pollMinMs, pollMaxMs, log } = options;
  const running = new Map<string, Running>();
  const slots = new Set<string>();
  const stopping = new AbortController();
  let woken = deferred<void>();
  let done = 0;
  let failed = 0;

  const mayBegin = (): boolean =>
    !stopping.signal.aborted &&
    slots.size < concurrency &&
    running.size < concurrency * (1 + DELIVERING_PER_SLOT) &&
    options.mayClaim();

  async function freeSlot({ ran }: Running, token: string): Promise<void> {
    await ran;
    slots.delete(token);
    wake();
  }

  async function forget({ end }: Running, token: string): Promise<void> {
    const how = await end;
    running.delete(token);
    slots.delete(token);
    if (how === 'completed') done += 1;
    else if (FAILED_ENDS.includes(how)) failed += 1;
    options.changed();
    wake();
  }

  function begin(job: ClaimedJob): void {
    const started = options.run(job);
    const { token } = job;
    running.set(token, started);
    slots.add(token);
    options.changed();
    void freeSlot(started, token);
    void forget(started, token);
  }

  const { queue, workerId, reach } = options;
  const claimer = createClaimer({ queue, workerId, newToken: randomUUID, reach, log });

  function wake(): void {
    woken.resolve();
  }

  async function sleep(ms: number): Promise<void> {
    const rested = new AbortController();
    await Promise.race([delay(ms, rested.signal), woken.promise]);
    rested.abort();
    woken = deferred();
  }

  async function loop(): Promise<void> {
    let pause = pollMinMs;
    let away = false;
    let lastGood = performance.now();
    while (!stopping.signal.aborted) {
      if (!mayBegin()) {
        await sleep(pollMaxMs);
        // Not asking is not being stuck.
        lastGood = performance.now();
        continue;
      }
      try {
        const found = await claimer.round(mayBegin, begin);
        if (away) log.info('Redis is back, claiming goes on');
        away = false;
        lastGood = performance.now();
        pause = found ? pollMinMs : Math.min(pollMaxMs, pause * 1.5);
      } catch (error) {
        if (!away) log.warn({ err: { message: String(error) } }, 'the queue cannot be asked, trying again');
        away = true;
        pause = pollMaxMs;
        if (performance.now() - lastGood > options.stuckMs) {
          lastGood = performance.now();
          await options.onStuck();
        }
      }
      await sleep(pollMinMs + Math.random() * (pause - pollMinMs));
    }
  }

  const giveBackAll = (): void => {
    for (const job of running.values()) job.giveBack();
  };

  let ended: Promise<void> = Promise.resolve();
  return {
    start: () => void (ended = loop()),
    wake,
    state: () => (stopping.signal.aborted ? 'draining' : running.size > 0 ? 'busy' : 'idle'),
    running: () => [...running.values()].map(({ jobId }) => jobId),
    counts: () => ({ done, failed }),
    giveBackAll,
    drain: async () => {
      stopping.abort();
      wake();
      options.changed();
      await ended;
      const patience = setTimeout(giveBackAll, options.drainMs);
      while (running.size > 0) await Promise.all([...running.values()].map(({ end }) => end));
      clearTimeout(patience);
    },
  };
}
