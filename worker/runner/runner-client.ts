import { join } from 'node:path';
import type { InputValues } from '@sri/shared/model/flow.ts';
import type { ResumeState } from '@sri/shared/model/resume.ts';
import type { Script } from '@sri/shared/model/script.ts';
import type { Session } from '@sri/shared/model/session.ts';
import { AppError } from '@sri/shared/errors.ts';
import { fullJitter } from '@sri/shared/lang/backoff.ts';
import { deferred, type Deferred } from '@sri/shared/lang/deferred.ts';
import type { Logger } from '@sri/shared/node/logger.ts';
import type { EgressGuard } from '../browser/egress-guard.ts';
import type { Report, RunnerSettings } from './messages.ts';
import type { LiveOrder } from '@sri/shared/protocol/job-control.ts';
import type { SendFrame } from '../live/send-frame.ts';
import { startRunnerProcess, type RunnerProcess } from './runner-process.ts';
import { answerQuestion, type RunnerQuestion } from './answer-question.ts';
import { browserCrashed, cancelledRun } from './run-results.ts';
import type { RunEvent, RunProvider, RunScriptResult } from './run-script-contract.ts';

/*
 * The parent's side of the runner.
 *
 *   none ──start, a run──> starting ──browser is up──> up ──idle for a while──> none (child and browser end)
 *    ^                        │                         │
 *    │                   it does not                 it dies: its runs end as `browser_crashed`
 *    │                        v                         │
 *    └──after a pause──── unable <──────────────────────┴──> none
 *
 * `unable`: no browser starts. The worker claims nothing then, and tries by itself until one does.
 */
export interface RunnerJob {
  jobId: string;
  script: Script;
  session: Session;
  provider: RunProvider;
  inputs: InputValues;
  secrets?: Record<string, string> | undefined;
  resume?: ResumeState | undefined;
  spoolDir: string;
  stepPictures: 'all' | 'failures';
  scopeCookies: boolean;
  limitMs: number;
  signal: AbortSignal;
  onEvent: (event: RunEvent) => void;
  /** A picture for whoever watches; the next one comes when it resolves. */
  onFrame?: SendFrame;
  /** Called at the start with the way to the run for what people do to it. */
  steer?: (give: (order: LiveOrder) => void) => void;
  passPointOfNoReturn: (stepId: string) => Promise<void>;
}

export interface Runner {
  /** Starts child and browser. Throws `program_missing` when the browser does not start. */
  start(): Promise<{ browserVersion: string }>;
  /** Never rejects for what a flow, a portal or a browser can do; a runner that dies is a result too. */
  run(job: RunnerJob): Promise<RunScriptResult>;
  /** False while no browser starts: then no job should be claimed. */
  isAble(): boolean;
  browserVersion(): string;
  close(): Promise<void>;
}

export interface RunnerOptions {
  settings: RunnerSettings;
  /** Time without a run after which child and browser end, in ms. */
  idleMs: number;
  /** Each child gets a folder of its own in here. */
  dir: string;
  /** PATH. */
  searchPath: string;
  guard: Pick<EgressGuard, 'failureOf'>;
  log: Logger;
  /** `isAble` has changed. */
  onChange?: () => void;
}

interface Running {
  job: RunnerJob;
  child: Child;
  done: (result: RunScriptResult) => void;
}

interface Child {
  process: Promise<RunnerProcess>;
  ready: Deferred<{ browserVersion: string }>;
}

/** An aborted run that has not answered by then takes the runner with it. */
const ABORT_GRACE_MS = 3000;
const START_AGAIN = { baseMs: 2000, capMs: 30_000 };

export function createRunner(options: RunnerOptions): Runner {
  const { settings, guard, log, searchPath } = options;
  const running = new Map<number, Running>();
  const leaving = new Set<Promise<unknown>>();
  let lastRun = 0;
  let births = 0;
  let failures = 0;
  let child: Child | undefined;
  let version = '';
  let idle: NodeJS.Timeout | undefined;
  let again: NodeJS.Timeout | undefined;
  let closing = false;

  function settle(runId: number, result: RunScriptResult): void {
    const run = running.get(runId);
    if (run === undefined) return;
    running.delete(runId);
    run.done(result);
    if (running.size === 0) restWhenIdle();
  }

  function restWhenIdle(): void {
    clearTimeout(idle);
    idle = setTimeout(() => {
      if (running.size === 0) leave();
    }, options.idleMs);
  }

  /** Lets the child end; the next run starts another. */
  function leave(): void {
    const old = child;
    child = undefined;
    if (old === undefined) return;
    const gone = old.process.then((process) => process.close()).catch(() => undefined);
    leaving.add(gone);
    void gone.then(() => leaving.delete(gone));
  }

  function noteAbility(able: boolean, message = ''): void {
    const before = failures === 0;
    failures = able ? 0 : failures + 1;
    clearTimeout(again);
    if (!able && !closing) {
      log.error({ browser: message }, 'the browser does not start, trying again');
      again = setTimeout(() => void start().catch(() => undefined), 500 + fullJitter(failures, START_AGAIN));
    }
    if (before !== able) options.onChange?.();
  }

  async function answer(from: Child, question: RunnerQuestion): Promise<void> {
    const pass = running.get(question.type === 'pass' ? question.runId : -1)?.job.passPointOfNoReturn;
    const order = await answerQuestion(question, guard, pass);
    (await from.process).send(order);
  }

  async function passOn(from: Child, report: Extract<Report, { type: 'frame' }>): Promise<void> {
    const { runId, frameId, meta, picture } = report;
    await running.get(runId)?.job.onFrame?.({ meta, picture: Buffer.from(picture, 'base64') });
    (await from.process).send({ type: 'frameTaken', frameId });
  }

  function hear(from: Child, report: Report): void {
    if (report.type === 'ready') {
      version = report.browserVersion;
      from.ready.resolve({ browserVersion: version });
    } else if (report.type === 'unable') from.ready.reject(new Error(report.message));
    else if (report.type === 'event') running.get(report.runId)?.job.onEvent(report.event);
    else if (report.type === 'frame') void passOn(from, report);
    else if (report.type === 'result') settle(report.runId, report.result);
    else void answer(from, report);
  }

  function lose(lost: Child, why: string): void {
    lost.ready.reject(new Error(`the runner ended (${why})`));
    const wasCurrent = child === lost;
    if (wasCurrent) child = undefined;
    for (const [runId, run] of running) if (run.child === lost) settle(runId, browserCrashed());
    if (wasCurrent && !closing) log.warn(`the runner ended (${why}); the next job starts a new one`);
  }

  function spawn(): Child {
    births += 1;
    const born: Child = {
      ready: deferred(),
      process: startRunnerProcess({
        dir: join(options.dir, `runner-${births}`),
        searchPath,
        log,
        onReport: (report) => hear(born, report),
      }),
    };
    child = born;
    void untilEnded(born);
    void untilReady(born);
    return born;
  }

  async function untilEnded(born: Child): Promise<void> {
    try {
      const process = await born.process;
      process.send({ type: 'start', settings });
      lose(born, (await process.ended).why);
    } catch (error) {
      lose(born, String(error));
    }
  }

  async function untilReady(born: Child): Promise<void> {
    try {
      await born.ready.promise;
      noteAbility(true);
      if (running.size === 0) restWhenIdle();
    } catch (error) {
      if (child === born) leave();
      if (!closing) noteAbility(false, String(error));
    }
  }

  async function start(): Promise<{ browserVersion: string }> {
    try {
      return await (child ?? spawn()).ready.promise;
    } catch (cause) {
      const message = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
      throw new AppError('program_missing', `the browser does not start: ${message}`, {
        hint: `Try ${settings.executablePath} --version; as another user than root it needs user namespaces for its sandbox.`,
        cause,
      });
    }
  }

  async function abort(runId: number, on: Child): Promise<void> {
    const process = await on.process;
    process.send({ type: 'abort', runId });
    setTimeout(() => {
      if (!running.has(runId)) return;
      settle(runId, cancelledRun());
      log.warn('a run did not stop when told to; its runner is replaced');
      process.kill();
    }, ABORT_GRACE_MS).unref();
  }

  async function run(job: RunnerJob): Promise<RunScriptResult> {
    const { signal, onEvent: _heard, onFrame: _shown, steer, passPointOfNoReturn: _asked, ...rest } = job;
    if (signal.aborted) return cancelledRun();
    clearTimeout(idle);
    const on = child ?? spawn();
    const runId = (lastRun += 1);
    const { promise, resolve } = deferred<RunScriptResult>();
    running.set(runId, { job, child: on, done: resolve });
    const stop = (): void => void abort(runId, on).catch(() => undefined);
    signal.addEventListener('abort', stop, { once: true });
    const begin = async (): Promise<void> => {
      const process = await on.process;
      process.send({ type: 'run', runId, job: rest });
      steer?.((order) => running.has(runId) && process.send({ type: 'live', runId, order }));
    };
    // A child that does not start ends its runs by itself.
    begin().catch(() => undefined);
    return promise.finally(() => signal.removeEventListener('abort', stop));
  }

  return {
    start,
    run,
    isAble: () => failures === 0,
    browserVersion: () => version,
    close: async () => {
      closing = true;
      clearTimeout(idle);
      clearTimeout(again);
      leave();
      await Promise.all(leaving);
    },
  };
}
