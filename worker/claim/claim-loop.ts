import { randomUUID } from 'node:crypto';
import { delay } from '@sri/shared/lang/delay.ts';
import { deferred } from '@sri/shared/lang/deferred.ts';
import type { Logger } from '@sri/shared/node/logger.ts';
import type { Queue } from '@sri/shared/queue/queue-contract.ts';
import type { ClaimedJob } from '../run/job-context.ts';
import type { RunningJob } from '../run/run-job.ts';

/*
 *            a slot is free                 a job was claimed
 *   idle ───────────────────> claiming ─────────────────────> running (one of `concurrency`)
 *    ^  nothing to do: sleep │   │ Redis is away: sleep             │
 *    └───────────────────────┘   └──> idle                          └──> claiming (slot free again)
 *
 *   SIGTERM: claiming ends for good (draining); jobs go on until they end, or are given back after `drainMs` or at a
 *   second signal.
 */
export type LoopState = 'idle' | 'busy' | 'draining';

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
  /** Time without any good poll after which `onStuck` is asked. */
  stuckMs: number;
  run: (job: ClaimedJob) => RunningJob;
  /** No poll succeeded for long; resolves true where a fresh connection does answer (R15). */
  onStuck: () => Promise<void>;
  changed: () => void;
  log: Logger;
}

export function createClaimLoop(options: ClaimLoopOptions): ClaimLoop {
  const { queue, workerId, log } = options;
  const running = new Map<string, RunningJob>();
  const stopping = new AbortController();
  let woken = deferred<void>();
  let lastGood = performance.now();
  let done = 0;
  let failed = 0;
  /** A claim whose answer was lost; asked again with the same token, the queue gives the same job (R6). */
  let unanswered: { orgId: string; token: string } | undefined;

  function begin(job: ClaimedJob): void {
    const started = options.run(job);
    const slot = `${job.claim.jobId} ${job.token}`;
    running.set(slot, started);
    options.changed();
    void started.end.then((end) => {
      running.delete(slot);
      if (end === 'completed') done += 1;
      else if (end !== 'returned') failed += 1;
      options.changed();
      wake();
    });
  }

  async function claimFrom(orgId: string): Promise<boolean> {
    const token = unanswered?.orgId === orgId ? unanswered.token : randomUUID();
    unanswered = { orgId, token };
    const claim = await queue.claim(orgId, token, workerId);
    unanswered = undefined;
    if (claim.kind === 'unreadable') {
      log.warn({ orgId, element: claim.element.slice(0, 200) }, 'an unreadable element of the queue was put aside');
      return true;
    }
    if (claim.kind !== 'job') return false;
    begin({ orgId, token, claim });
    return true;
  }

  /** One round over the organisations in turn, as far as slots are free. Returns true where something was found. */
  async function round(): Promise<boolean> {
    if (unanswered !== undefined) await claimFrom(unanswered.orgId);
    let found = false;
    let fruitless = 0;
    while (running.size < options.concurrency && !stopping.signal.aborted) {
      const orgId = await queue.nextOrg();
      if (orgId === null) break;
      if (await claimFrom(orgId)) {
        found = true;
        fruitless = 0;
      } else if ((fruitless += 1) >= (await queue.ringLength())) break;
    }
    return found;
  }

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
    let pause = options.pollMinMs;
    let away = false;
    while (!stopping.signal.aborted) {
      if (running.size >= options.concurrency) {
        await sleep(options.pollMaxMs);
        continue;
      }
      try {
        const found = await round();
        if (away) log.info('Redis is back, claiming goes on');
        away = false;
        lastGood = performance.now();
        pause = found ? options.pollMinMs : Math.min(options.pollMaxMs, pause * 1.5);
      } catch (error) {
        if (!away) log.warn({ err: { message: String(error) } }, 'the queue cannot be asked, trying again');
        away = true;
        pause = options.pollMaxMs;
        if (performance.now() - lastGood > options.stuckMs) {
          lastGood = performance.now();
          await options.onStuck();
        }
      }
      await sleep(pause * (0.75 + Math.random() / 2));
    }
  }

  let ended: Promise<void> = Promise.resolve();
  return {
    start: () => void (ended = loop()),
    wake,
    state: () => (stopping.signal.aborted ? 'draining' : running.size > 0 ? 'busy' : 'idle'),
    running: () => [...running.values()].map(({ jobId }) => jobId),
    counts: () => ({ done, failed }),
    giveBackAll: () => {
      for (const job of running.values()) job.giveBack();
    },
    drain: async () => {
      stopping.abort();
      wake();
      options.changed();
      await ended;
      const patience = setTimeout(() => {
        for (const job of running.values()) job.giveBack();
      }, options.drainMs);
      while (running.size > 0) await Promise.all([...running.values()].map(({ end }) => end));
      clearTimeout(patience);
    },
  };
}
