import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { InputValues } from '@sri/shared/model/flow.ts';
import type { Script } from '@sri/shared/model/script.ts';
import type { Session } from '@sri/shared/model/session.ts';
import { deferred } from '@sri/shared/lang/deferred.ts';
import type { Logger } from '@sri/shared/node/logger.ts';
import type { EgressGuard } from '../browser/egress-guard.ts';
import { reportSchema, type Order, type Report, type RunnerSettings } from './messages.ts';
import type { RunEvent, RunProvider, RunScriptResult } from './run-script-contract.ts';

export interface RunnerJob {
  jobId: string;
  script: Script;
  session: Session;
  provider: RunProvider;
  inputs: InputValues;
  spoolDir: string;
  stepPictures: 'all' | 'failures';
  scopeCookies: boolean;
  limitMs: number;
  signal: AbortSignal;
  onEvent: (event: RunEvent) => void;
  passPointOfNoReturn: (stepId: string) => Promise<void>;
}

/** The parent's side of the runner. */
export interface Runner {
  /** Starts child and browser. Rejects when the browser does not start. */
  start(): Promise<{ browserVersion: string }>;
  /** Never rejects for what a flow, a portal or a browser can do; a runner that dies is a result too. */
  run(job: RunnerJob): Promise<RunScriptResult>;
  browserVersion(): string;
  close(): Promise<void>;
}

export interface RunnerOptions {
  settings: RunnerSettings;
  guard: Pick<EgressGuard, 'failureOf'>;
  log: Logger;
}

interface Running {
  job: RunnerJob;
  done: (result: RunScriptResult) => void;
}

const CHILD = fileURLToPath(new URL('main.ts', import.meta.url));
/** An aborted run that has not answered by then takes the runner with it. */
const ABORT_GRACE_MS = 3000;
const CLOSE_GRACE_MS = 5000;

const without = (status: 'failed' | 'cancelled'): RunScriptResult => ({
  status,
  steps: [],
  pastPointOfNoReturn: false,
  data: [],
});

function died(): RunScriptResult {
  return {
    ...without('failed'),
    error: {
      code: 'browser_crashed',
      message: 'El proceso del navegador se cayó durante la ejecución',
      hint: 'Se vuelve a intentar solo. Si ocurre siempre, la página usa demasiada memoria: divide el flujo.',
      retryable: true,
    },
  };
}

/** Of the environment only what a browser needs to find its files: no secret, no address of a service (R48). */
function childEnv(env: NodeJS.ProcessEnv): Record<string, string> {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'TMP', 'TEMP', 'LANG', 'LC_ALL', 'FONTCONFIG_PATH'];
  return Object.fromEntries(kept.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
}

export function createRunner({ settings, guard, log }: RunnerOptions, env: NodeJS.ProcessEnv): Runner {
  const running = new Map<number, Running>();
  let nextRun = 1;
  let child: ChildProcess | undefined;
  let version = '';
  let ready = deferred<{ browserVersion: string }>();
  let closing = false;

  const send = (order: Order): void => {
    if (child?.connected === true) child.send(order);
  };

  function settle(runId: number, result: RunScriptResult): void {
    running.get(runId)?.done(result);
    running.delete(runId);
  }

  async function answerPass({ askId, runId, stepId }: Extract<Report, { type: 'pass' }>): Promise<void> {
    const job = running.get(runId)?.job;
    const ok = await Promise.resolve(job?.passPointOfNoReturn(stepId)).then(
      () => job !== undefined,
      () => false,
    );
    send({ type: 'passed', askId, ok });
  }

  function answerEgress({ askId, url }: Extract<Report, { type: 'askEgress' }>): void {
    const target = URL.canParse(url) ? new URL(url) : undefined;
    const port = Number(target?.port || (target?.protocol === 'https:' ? 443 : 80));
    send({ type: 'egress', askId, failure: target === undefined ? null : guard.failureOf(target.hostname, port) });
  }

  function hear(message: unknown): void {
    const parsed = reportSchema.safeParse(message);
    if (!parsed.success) {
      log.error('the runner said something that is no report; it is replaced');
      child?.kill('SIGKILL');
      return;
    }
    const report = parsed.data;
    if (report.type === 'ready') {
      version = report.browserVersion;
      ready.resolve({ browserVersion: version });
    } else if (report.type === 'unable') ready.reject(new Error(report.message));
    else if (report.type === 'event') running.get(report.runId)?.job.onEvent(report.event);
    else if (report.type === 'result') settle(report.runId, report.result);
    else if (report.type === 'pass') void answerPass(report);
    else answerEgress(report);
  }

  function spawn(): void {
    ready = deferred();
    ready.promise.catch(() => undefined);
    const born = fork(CHILD, [], { env: childEnv(env), execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    child = born;
    born.stderr?.on('data', (chunk: Buffer) => log.warn({ runner: chunk.toString().slice(0, 2000) }, 'runner'));
    born.on('message', hear);
    born.on('error', (error) => ready.reject(error));
    born.on('exit', (code, signal) => {
      ready.reject(new Error(`the runner ended (${signal ?? code})`));
      if (child === born) child = undefined;
      for (const runId of running.keys()) settle(runId, died());
      if (!closing) log.warn(`the runner ended (${signal ?? code}); the next job starts a new one`);
    });
    send({ type: 'start', settings });
  }

  function abort(runId: number): void {
    send({ type: 'abort', runId });
    setTimeout(() => {
      if (!running.has(runId)) return;
      settle(runId, without('cancelled'));
      log.warn('a run did not stop when told to; its runner is replaced');
      child?.kill('SIGKILL');
    }, ABORT_GRACE_MS).unref();
  }

  return {
    start: () => {
      if (child === undefined) spawn();
      return ready.promise;
    },
    run: (job) =>
      new Promise((done) => {
        if (job.signal.aborted) return done(without('cancelled'));
        if (child === undefined) spawn();
        const runId = nextRun++;
        running.set(runId, { job, done });
        const { signal, onEvent: _heard, passPointOfNoReturn: _asked, ...rest } = job;
        signal.addEventListener('abort', () => abort(runId), { once: true });
        send({ type: 'run', runId, job: rest });
      }),
    browserVersion: () => version,
    close: async () => {
      closing = true;
      const leaving = child;
      if (leaving === undefined) return;
      const gone = new Promise((resolve) => leaving.once('exit', resolve));
      send({ type: 'close' });
      const timer = setTimeout(() => leaving.kill('SIGKILL'), CLOSE_GRACE_MS);
      await gone;
      clearTimeout(timer);
    },
  };
}
