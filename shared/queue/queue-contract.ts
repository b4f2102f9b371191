import type { JobError } from '../errors.ts';
import type { JobStatus, StepReport } from '../model/job.ts';
import type { JobEnvelope } from '../protocol/job-envelope.ts';

/** Fencing token of one attempt (R8): grows over all claims of a job, also across a loss of Redis. Compared as (gen, att). */
export interface Fence {
  gen: number;
  att: number;
}

/** How the worker says an attempt ended. */
export interface Outcome {
  status: Extract<JobStatus, 'completed' | 'failed' | 'cancelled' | 'needs_login' | 'needs_review'>;
  error?: JobError;
  /** Given by the caller when the error may pass (R18): tried again after `delayMs` if attempts are left. */
  retry?: { delayMs: number };
  /** For needs_login: SHA-256 hex of the stored session value that met the login page; the account is held by it. */
  heldSession?: string;
  /** A run stored what the portal had made of the session. */
  sessionRefreshed?: boolean;
  workerId: string;
  startedAt: number;
  finishedAt: number;
  steps: StepReport[];
  /** Objects under the attempt's folder, to be promoted: name -> SHA-256 hex. */
  objects: Record<string, string>;
}

export type Claim =
  | {
      kind: 'job';
      jobId: string;
      fence: Fence;
      /** The element as it stands in the list; the caller parses and verifies it. */
      element: string;
      leaseMs: number;
      /** ms that the hard limit (R22) leaves. */
      limitMs: number;
    }
  | { kind: 'empty' | 'cap' | 'blocked' }
  /** An element that is not an envelope was moved to `dead`. */
  | { kind: 'unreadable'; element: string };

export type Renewal = 'held' | 'cancel' | 'overdue' | 'lost';
export type Finished = 'done' | 'retry' | 'lost';

/** What ended and waits for the control plane's commit. */
export interface Ended {
  jobId: string;
  fence: Fence;
  stalls: number;
  /** How it ended: by its worker, by cancel, or given up after lost leases or the hard limit (`dead`). */
  by: 'worker' | 'cancel' | 'dead';
  /** Why it is dead: too many lost leases (R20), or its worker was alive past the hard limit (R22). */
  cause?: 'stalls' | 'run_limit';
  /** With `by: 'worker'`; absent also there when what the worker told cannot be read (another version of it). */
  outcome?: Outcome;
  lastWorker?: string;
  /** Of a hand-pushed job, which has no row. */
  element: string;
}

export interface EnqueueOptions {
  /** (userId, provider) as one text, see `accountOf`; jobs of one account run `maxPerAccount` at a time. */
  account: string;
  maxPerAccount: number;
  /** Lost leases so far, mirrored in Postgres (R20). */
  stalls: number;
  /** Retries used so far. */
  retries: number;
  maxAttempts: number;
  /** Not before, ms from now. */
  delayMs?: number;
}

/** What `reap` did with a job. The fence is that of the attempt that lost its lease; stalls are mirrored to Postgres (R20). */
export interface Reaped {
  jobId: string;
  action: 'returned' | 'delayed' | 'dead' | 'cancelled';
  fence: Fence;
  stalls: number;
}

/** What Redis has of a job; stalls and retries so far are mirrored to Postgres, for a record that is made anew (R20). */
export interface KnownJob {
  gen: number;
  att: number;
  state: string;
  stalls: number;
  retries: number;
  worker?: string;
}

/** The Redis queue; reliability.md section 3. Every method is one atomic script unless said; all throw when Redis is away. */
export interface Queue {
  /** Puts a job in, once per (jobId, gen) (R3); adds the organisation to the ring and wakes workers. */
  enqueue(envelope: JobEnvelope, options: EnqueueOptions): Promise<'queued' | 'duplicate'>;
  /** The oldest job of the organisation whose account is free. `token` is the caller's own, new for each try; the same token gets the same job again (R6). */
  claim(orgId: string, token: string, workerId: string): Promise<Claim>;
  /** Extends the lease. */
  renew(orgId: string, jobId: string, token: string): Promise<Renewal>;
  /** Ends an attempt; the same token gets the same answer again (R10). */
  finish(orgId: string, jobId: string, token: string, outcome: Outcome): Promise<Finished>;
  /** Gives a job back to the front, without counting a crash (drain). */
  giveBack(orgId: string, jobId: string, token: string): Promise<'returned' | 'lost'>;
  /**
   * Leases that ended, at most 100 a call; returns what was done, per job. A lease is not extended past the hard limit
   * (`renew` says `overdue`), so a worker that goes on renewing loses the job at most one lease after it.
   */
  reap(orgId: string): Promise<Reaped[]>;
  /** Delayed jobs whose time has come, at most 100 a call; returns how many. */
  promote(orgId: string): Promise<number>;
  /** queued, parked, delayed: ends it; active: asks its worker. `unknown` where there is no record of just this gen. */
  cancel(orgId: string, jobId: string, gen: number): Promise<'cancelled' | 'asked' | 'ended' | 'unknown'>;
  /** Takes the token of a job whose cancel was not obeyed within its grace; ends it as cancelled. */
  revoke(orgId: string, jobId: string): Promise<'cancelled' | 'unknown'>;
  /** Ended jobs that wait for their commit, oldest first. */
  ended(orgId: string, limit: number): Promise<Ended[]>;
  /** After the commit: forgets the job if it is still at this fence. */
  confirm(orgId: string, jobId: string, fence: Fence): Promise<void>;
  /** Holds an account's jobs, bound to the session value that failed or to a pause of its portal. Idempotent. */
  hold(orgId: string, account: string, sessionDigest: string): Promise<void>;
  /**
   * Ends a hold and lets the account's parked jobs go back to the front, one after the other in their order, as there is
   * room for them. With `sessionDigest` only where the account is held by just that value.
   */
  release(orgId: string, account: string, sessionDigest?: string): Promise<void>;
  /** Held accounts, each with the session digest that holds it. */
  heldAccounts(orgId: string): Promise<Record<string, string>>;
  /** Sets the status word if the fence is not older than what is shown and the move is forward (R28). */
  showStatus(jobId: string, fence: Fence, status: JobStatus): Promise<boolean>;
  /**
   * Which of these jobs Redis knows, with their generation and state. A job whose record stands but whose list, lease or
   * other entry is gone (deleted by hand) is not known: it can be put anew with the next generation.
   */
  known(orgId: string, jobIds: string[]): Promise<Map<string, KnownJob>>;
  /** Puts the organisation into the ring if its list is not empty and it is not there (not atomic; repairs). */
  repairRing(orgIds: string[]): Promise<void>;
  /** Next organisation in turn, or null where the ring is empty. Falls back to a local copy when Redis is full. */
  nextOrg(): Promise<string | null>;
  ringLength(): Promise<number>;
  /** Queue depth and age: length, oldest `enqueuedAt`, active, delayed, parked. */
  depth(
    orgId: string,
  ): Promise<{ queued: number; oldest: number | null; active: number; delayed: number; parked: number }>;
}

export interface QueueOptions {
  leaseMs: number;
  /** Cap in flight per organisation (I7). */
  orgCap: number;
  /** Lost leases after which a job is given up (R20). */
  maxStalls: number;
  /** The nth lost lease (n >= 2) waits this times 2^(n-1), in ms. */
  stallDelayMs: number;
}

export const DEFAULT_QUEUE_OPTIONS: QueueOptions = { leaseMs: 30_000, orgCap: 8, maxStalls: 3, stallDelayMs: 5_000 };

/** The account of a job: one user of the organisation at one provider. */
export function accountOf(userId: string, provider: string): string {
  return `${userId}:${provider}`;
}
