import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import { newId } from '@sri/shared/model/ids.ts';
import type { StepReport } from '@sri/shared/model/job.ts';
import { scriptSchema } from '@sri/shared/model/script.ts';
import { sessionSchema } from '@sri/shared/model/session.ts';
import { contextOptions } from '../browser/context-options.ts';
import { dressPage } from '../browser/dress-page.ts';
import { runScript } from '../runner/run-script.ts';
import type { RunEvent, RunScriptOptions, RunScriptResult } from '../runner/run-script-contract.ts';

/** A flow that was run, and everything that it left. */
export interface TestRun {
  result: RunScriptResult;
  /** The log's lines, levels left out. */
  log: string[];
  warnings: string[];
  events: RunEvent[];
  /** Names of the files, in the order in which they were told, each once. */
  files: string[];
  bytes: (name: string) => Buffer;
  text: (name: string) => string;
  json: (name: string) => unknown;
  /** The last report of the step with this path. */
  step: (path: string) => StepReport | undefined;
}

export type TestRunOptions = Partial<
  Omit<RunScriptOptions, 'script' | 'session' | 'browser' | 'onEvent' | 'spoolDir'>
> & {
  session?: unknown;
  declared?: unknown;
  flowOptions?: unknown;
  onEvent?: (event: RunEvent) => void;
  /** A spool folder of the test's own, which stays; else one is made, and taken away. */
  spoolDir?: string;
  /** Called with the run's context once it is open. */
  onContext?: (context: BrowserContext) => void;
};

const EMPTY_SESSION = { cookies: [], connectedAt: 0 };

/** Runs steps (as JSON has them) as a whole flow, on a context of its own, which is closed afterwards. */
export async function runSteps(
  browser: Browser,
  steps: readonly unknown[],
  options: TestRunOptions = {},
): Promise<TestRun> {
  const { session = EMPTY_SESSION, declared = {}, flowOptions, onEvent, onContext, spoolDir: given, ...rest } = options;
  const spoolDir = given ?? (await mkdtemp(join(tmpdir(), 'sri-spool-')));
  const events: RunEvent[] = [];
  const contexts: BrowserContext[] = [];
  const ids = { orgId: newId(), flowId: newId() };
  const manifest = { purpose: 'flow', ...ids, version: '1.0.0', keyId: 'test', createdAt: new Date().toISOString() };
  try {
    const result = await runScript({
      jobId: newId(),
      script: scriptSchema.parse({ format: 'sri-script/1', manifest, inputs: declared, steps, options: flowOptions }),
      session: sessionSchema.parse(session),
      provider: { slug: 'prueba', loginUrl: null, domains: [] },
      inputs: {},
      browser,
      freshContext: async (wishes) => {
        const context = await browser.newContext(wishes ?? contextOptions(undefined, browser.version()));
        contexts.push(context);
        const page = await context.newPage();
        if (wishes === undefined) await dressPage(page, []);
        onContext?.(context);
        return context;
      },
      spoolDir,
      stepPictures: 'failures',
      scopeCookies: false,
      signal: new AbortController().signal,
      deadline: performance.now() + 120_000,
      passPointOfNoReturn: () => Promise.resolve(),
      egressFailure: () => Promise.resolve(null),
      ...rest,
      onEvent: (event) => {
        events.push(event);
        onEvent?.(event);
      },
    });
    return await collect(result, events, spoolDir);
  } finally {
    await Promise.all(contexts.map((context) => context.close().catch(() => undefined)));
    if (given === undefined) await rm(spoolDir, { recursive: true, force: true });
  }
}

/** Opens a page and runs one step on it; its report has the path `2`. */
export function runOneStep(browser: Browser, url: string, step: unknown, options?: TestRunOptions): Promise<TestRun> {
  return runSteps(browser, [{ type: 'navigate', url }, step], options);
}

/** Opens a page and runs each of the steps on it, whether the ones before passed or not; how they ended. */
export async function runEach(
  browser: Browser,
  url: string,
  steps: readonly object[],
  options?: TestRunOptions,
): Promise<StepReport[]> {
  const tolerant = steps.map((step) => ({ ...step, onError: 'continue' }));
  const { result } = await runSteps(browser, [{ type: 'navigate', url }, ...tolerant], options);
  if (result.status !== 'completed') throw new Error(`the run ended ${JSON.stringify(result.error)}`);
  return steps.map((_, index) => {
    const report = result.steps.find(({ path }) => path === String(index + 2));
    if (report === undefined) throw new Error(`no report of step ${index + 2}`);
    return report;
  });
}

async function collect(result: RunScriptResult, events: RunEvent[], spoolDir: string): Promise<TestRun> {
  const lines = events.flatMap((event) => (event.type === 'log' ? [event] : []));
  const files = [...new Set(events.flatMap((event) => (event.type === 'file' ? [event.name] : [])))];
  const contents = new Map<string, Buffer>();
  for (const name of files) contents.set(name, await readFile(join(spoolDir, name)));
  const bytes = (name: string): Buffer => {
    const found = contents.get(name);
    if (found === undefined) throw new Error(`no file ${name}; there are: ${files.join(', ')}`);
    return found;
  };
  return {
    result,
    log: lines.map(({ message }) => message),
    warnings: lines.filter(({ level }) => level === 'warn').map(({ message }) => message),
    events,
    files,
    bytes,
    text: (name) => bytes(name).toString('utf8'),
    json: (name): unknown => JSON.parse(bytes(name).toString('utf8')),
    step: (path) => result.steps.find((step) => step.path === path),
  };
}
