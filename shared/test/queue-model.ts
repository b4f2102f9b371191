import type { JobEnvelope } from '../protocol/job-envelope.ts';
import type { Ended } from '../queue/queue-contract.ts';

/*
 * The queue as plain data in memory: what every operation has to answer and leave behind. Written from the contract, not
 * from the scripts; time stands still but for what a test ends by hand (a lease, a delay, a run's limit).
 */
export type ModelState = 'queued' | 'active' | 'delayed' | 'parked' | 'done';

export interface ModelJob {
  envelope: JobEnvelope;
  element: string;
  gen: number;
  att: number;
  state: ModelState;
  account: string;
  perAccount: number;
  maxAttempts: number;
  stalls: number;
  retries: number;
  returns: number;
  /** Place in the order of arrival. */
  arrival: number;
  cancel: boolean;
  token: string | null;
  renewed: boolean;
  overdue: boolean;
  /** What ended attempts were answered: the newest, and the one before it until the job is claimed again. */
  answers: { token: string; answer: 'done' | 'retry' | 'returned' }[];
  by: Ended['by'];
  cause: Ended['cause'];
}

export interface QueueModel {
  orgCap: number;
  maxStalls: number;
  jobs: Map<string, ModelJob>;
  /** Elements, in service order. */
  list: string[];
  done: string[];
  held: Map<string, string>;
  /** Which job of an account is called forward. */
  called: Map<string, string>;
  committed: Set<string>;
  /** Every token that was ever used, with its job. */
  tokens: { token: string; jobId: string }[];
  arrivals: number;
}

export function createModel(orgCap: number, maxStalls: number): QueueModel {
  return {
    orgCap,
    maxStalls,
    jobs: new Map(),
    list: [],
    done: [],
    held: new Map(),
    called: new Map(),
    committed: new Set(),
    tokens: [],
    arrivals: 0,
  };
}

export function newModelJob(
  model: QueueModel,
  envelope: JobEnvelope,
  element: string,
  given: { account: string; perAccount: number; maxAttempts: number; stalls: number },
): ModelJob {
  model.arrivals += 1;
  return {
    ...given,
    envelope,
    element,
    gen: envelope.gen,
    att: 0,
    state: 'queued',
    retries: 0,
    returns: 0,
    arrival: model.arrivals,
    cancel: false,
    token: null,
    renewed: false,
    overdue: false,
    answers: [],
    by: 'worker',
    cause: undefined,
  };
}

export function jobsIn(model: QueueModel, state: ModelState): ModelJob[] {
  return [...model.jobs.values()].filter((job) => job.state === state);
}

function runningOf(model: QueueModel, account: string): number {
  return jobsIn(model, 'active').filter((job) => job.account === account).length;
}

function callNext(model: QueueModel, account: string, perAccount: number): void {
  if (model.held.has(account) || model.called.has(account) || runningOf(model, account) >= perAccount) return;
  const waiting = jobsIn(model, 'parked').filter((job) => job.account === account);
  const first = waiting.toSorted((a, b) => a.arrival - b.arrival)[0];
  if (first === undefined) return;
  first.state = 'queued';
  model.list.unshift(first.element);
  model.called.set(account, first.envelope.jobId);
}

/** Takes a job out of wherever it lies; its account may go on. */
function takeOut(model: QueueModel, job: ModelJob): void {
  const { jobId } = job.envelope;
  if (job.state === 'queued') model.list.splice(model.list.indexOf(job.element), 1);
  if (job.state === 'done') model.done.splice(model.done.indexOf(jobId), 1);
  if (model.called.get(job.account) === jobId) model.called.delete(job.account);
  job.token = null;
}

function end(model: QueueModel, job: ModelJob, by: Ended['by'], cause?: Ended['cause']): void {
  job.state = 'done';
  job.by = by;
  job.cause = cause;
  job.token = null;
  model.done.push(job.envelope.jobId);
}

function remember(model: QueueModel, job: ModelJob): void {
  const last = job.answers[0];
  if (job.state === 'done' && job.by === 'worker' && last?.answer === 'done') model.committed.add(last.token);
}

export function enqueue(model: QueueModel, job: ModelJob, delayed: boolean): 'queued' | 'duplicate' {
  const { jobId } = job.envelope;
  const old = model.jobs.get(jobId);
  if (old !== undefined && old.gen >= job.gen) return 'duplicate';
  if (old !== undefined) {
    remember(model, old);
    takeOut(model, old);
    model.jobs.delete(jobId);
    callNext(model, old.account, old.perAccount);
  }
  job.state = delayed ? 'delayed' : 'queued';
  if (!delayed) model.list.push(job.element);
  model.jobs.set(jobId, job);
  return 'queued';
}

/** What a claim answers; `adopt` makes the record of an element that has none, or null where it is unreadable. */
export function claim(
  model: QueueModel,
  token: string,
  adopt: (element: string) => ModelJob | null,
): ModelJob | { unreadable: string } | 'cap' | 'empty' {
  const again = jobsIn(model, 'active').find((job) => job.token === token);
  if (again !== undefined) return again;
  for (;;) {
    if (jobsIn(model, 'active').length >= model.orgCap) return 'cap';
    const element = model.list.shift();
    if (element === undefined) return 'empty';
    const owner = [...model.jobs.values()].find((job) => job.element === element && job.state === 'queued');
    const job = owner ?? adopt(element);
    if (job === null) return { unreadable: element };
    const { jobId } = job.envelope;
    if (owner === undefined && model.jobs.has(jobId)) continue;
    model.jobs.set(jobId, job);
    if (model.called.get(job.account) === jobId) model.called.delete(job.account);
    if (model.held.has(job.account) || runningOf(model, job.account) >= job.perAccount) {
      job.state = 'parked';
      continue;
    }
    Object.assign(job, { state: 'active', att: job.att + 1, token, renewed: false, overdue: false });
    job.answers = job.answers.slice(0, 1);
    model.tokens.push({ token, jobId });
    callNext(model, job.account, job.perAccount);
    return job;
  }
}

function holds(job: ModelJob | undefined, token: string): job is ModelJob {
  return job !== undefined && job.state === 'active' && job.token === token;
}

export function renew(model: QueueModel, jobId: string, token: string, pastLimit: boolean): string {
  const job = model.jobs.get(jobId);
  if (!holds(job, token)) return 'lost';
  job.renewed = true;
  job.overdue = pastLimit;
  if (job.cancel) return 'cancel';
  return pastLimit ? 'overdue' : 'held';
}

function answerOf(model: QueueModel, jobId: string, token: string): string | undefined {
  return model.jobs.get(jobId)?.answers.find((one) => one.token === token)?.answer;
}

function answered(job: ModelJob, token: string, answer: 'done' | 'retry' | 'returned'): void {
  job.answers = [{ token, answer }, ...job.answers].slice(0, 2);
  job.token = null;
}

export interface ModelFinish {
  retry: boolean;
  held?: string;
}

export function finish(model: QueueModel, jobId: string, token: string, { retry, held }: ModelFinish): string {
  const job = model.jobs.get(jobId);
  if (!holds(job, token)) {
    const answer = answerOf(model, jobId, token);
    if (answer === 'done' || answer === 'retry') return answer;
    return model.committed.has(token) ? 'done' : 'lost';
  }
  if (retry && !job.cancel && job.retries < job.maxAttempts - 1) {
    answered(job, token, 'retry');
    job.state = 'delayed';
    job.retries += 1;
  } else {
    answered(job, token, 'done');
    end(model, job, 'worker');
    if (held !== undefined) model.held.set(job.account, held);
  }
  callNext(model, job.account, job.perAccount);
  return job.state === 'done' ? 'done' : 'retry';
}

export function giveBack(model: QueueModel, jobId: string, token: string): string {
  const job = model.jobs.get(jobId);
  if (!holds(job, token)) return answerOf(model, jobId, token) === 'returned' ? 'returned' : 'lost';
  answered(job, token, 'returned');
  if (job.cancel) {
    end(model, job, 'cancel');
    callNext(model, job.account, job.perAccount);
  } else {
    job.state = 'queued';
    model.list.unshift(job.element);
  }
  return 'returned';
}

/** Reaps these jobs, all of whose leases ended at one moment; what was done, in the order of the report. */
export function reap(model: QueueModel, jobIds: readonly string[]): { jobId: string; action: string }[] {
  return jobIds
    .toSorted()
    .toReversed()
    .map((jobId) => ({ jobId, action: reapOne(model, model.jobs.get(jobId) as ModelJob) }));
}

function reapOne(model: QueueModel, job: ModelJob): string {
  job.token = null;
  const give = (how: () => void, action: string): string => {
    how();
    if (job.state !== 'queued') callNext(model, job.account, job.perAccount);
    return action;
  };
  const front = (): void => {
    job.state = 'queued';
    model.list.unshift(job.element);
  };
  if (job.cancel) return give(() => end(model, job, 'cancel'), 'cancelled');
  if (job.overdue) return give(() => end(model, job, 'dead', 'run_limit'), 'dead');
  if (!job.renewed && job.returns < 5) {
    job.returns += 1;
    return give(front, 'returned');
  }
  job.stalls += 1;
  if (job.stalls > model.maxStalls) return give(() => end(model, job, 'dead', 'stalls'), 'dead');
  if (job.stalls === 1) return give(front, 'returned');
  return give(() => {
    job.state = 'delayed';
  }, 'delayed');
}

/** Promotes these, which became due in this order. */
export function promote(model: QueueModel, jobIds: readonly string[]): number {
  for (const jobId of jobIds) {
    const job = model.jobs.get(jobId) as ModelJob;
    model.arrivals += 1;
    Object.assign(job, { state: 'queued', arrival: model.arrivals });
    model.list.push(job.element);
  }
  return jobIds.length;
}

export function cancel(model: QueueModel, jobId: string, gen: number): string {
  const job = model.jobs.get(jobId);
  if (job === undefined || job.gen !== gen) return 'unknown';
  if (job.state === 'done') return 'ended';
  if (job.state === 'active') {
    job.cancel = true;
    return 'asked';
  }
  takeOut(model, job);
  end(model, job, 'cancel');
  callNext(model, job.account, job.perAccount);
  return 'cancelled';
}

export function revoke(model: QueueModel, jobId: string): string {
  const job = model.jobs.get(jobId);
  if (job === undefined || job.state !== 'active' || !job.cancel) return 'unknown';
  end(model, job, 'cancel');
  callNext(model, job.account, job.perAccount);
  return 'cancelled';
}

export function confirm(model: QueueModel, jobId: string, gen: number, att: number): void {
  const job = model.jobs.get(jobId);
  if (job === undefined || job.state !== 'done' || job.gen !== gen || job.att !== att) return;
  remember(model, job);
  takeOut(model, job);
  model.jobs.delete(jobId);
}

export function hold(model: QueueModel, account: string, digest: string): void {
  model.held.set(account, digest);
}

export function release(model: QueueModel, account: string, digest?: string): void {
  if (digest !== undefined && model.held.get(account) !== digest) return;
  model.held.delete(account);
  const waiting = jobsIn(model, 'parked').filter((job) => job.account === account);
  const first = waiting.toSorted((a, b) => a.arrival - b.arrival)[0];
  callNext(model, account, first?.perAccount ?? 1);
}
