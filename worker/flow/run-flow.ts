import { AppError } from '@sri/shared/errors.ts';
import { delay } from '@sri/shared/lang/delay.ts';
import type { StepReport } from '@sri/shared/model/job.ts';
import type { ResumeState } from '@sri/shared/model/resume.ts';
import type { Step } from '@sri/shared/model/step.ts';
import type { StepResult } from '../steps/step.ts';
import { checkPage } from './check-page.ts';
import { asksLogin } from './login-guard.ts';
import type { FlowRun } from './flow-run.ts';
import { runStep, stepWords, type Failed, type StepPlace } from './run-step.ts';
import { stepLabel } from './resolve-step.ts';
import { endsRun } from '../steps/ends-run.ts';
import { createVariables, type Variables } from './variables.ts';

/*
 * A step:  disabled ──> skipped
 *          runs ──> passed ──> its result is saved, the next one runs
 *             └───> failed ──> retry(n): again, n times
 *                      ├── onError stop: the flow ends with its error
 *                      ├── onError continue: said, and the next one runs
 *                      └── onError askPerson: somebody takes control and gives it back, then once more
 * A failure inside a branch or a loop is a failure of the branch or loop, whose own onError then counts.
 */

type TakenUp = Pick<ResumeState, 'index' | 'stepId' | 'url'>;

interface Level {
  /** Path of the steps around, with a `.` at its end; empty at the top. */
  prefix: string;
  /** Number of the step at the top level; 0 at the top itself. */
  top: number;
  /** The step to begin with; those before it were done by an earlier execution. */
  from?: number;
  variables: Variables;
  /** The page that its steps act in where they name none. */
  page?: string | undefined;
}

const secondsOf = (ms: number): string => `${(ms / 1000).toFixed(1).replace('.', ',')} s`;

function ownReport(step: Step, name: string | undefined, path: string): StepReport {
  const label = name === undefined ? {} : { name };
  return { stepId: step.id ?? path, path, type: step.type, ...label, status: 'running', startedAt: Date.now() };
}

/** Time for somebody to come and put right what made a step fail. */
const PERSON_MS = 10 * 60_000;

/** Asks for a person to put right what failed. True when somebody had control and gave it back. */
async function putRight(run: FlowRun, path: string, { message }: AppError): Promise<boolean> {
  if (run.scope.signal.aborted) return false;
  run.log('warn', `Se pide ayuda a una persona: ${message}`);
  return (await run.people.ask({ kind: 'person', path, message, timeoutMs: PERSON_MS }, run.scope)) !== null;
}

/** Keeps what a step gives. */
function save(
  step: Step,
  path: string,
  result: Extract<StepResult, { status: 'passed' }>,
  run: FlowRun,
  variables: Variables,
): void {
  if (step.saveAs === undefined || !('value' in result)) return;
  const stepId = step.id ?? path;
  variables.set(step.saveAs, result.value);
  if (result.isData === true) run.data.keep(step.saveAs, step.id ?? step.saveAs, result.value, result.types);
  if (result.broken !== undefined) run.contracts.keep(step.saveAs, { stepId, path, ...result.broken });
}

/** Tells how a step ended, in the log and as a report. */
function tellEnd(run: FlowRun, title: string, report: StepReport, result: StepResult, durationMs: number): void {
  const took = secondsOf(durationMs);
  if (result.status === 'passed') {
    const { message, warning } = result;
    run.log('info', `${title} ✓ ${message === undefined ? '' : `${message} `}(${took})`);
    if (warning !== undefined) run.log('warn', `${title}: ${warning}`);
    const said = [message, warning].filter((part) => part !== undefined).join('; ');
    run.reports.tell({ ...report, status: 'passed', durationMs, ...(said === '' ? {} : { message: said }) });
    return;
  }
  const { code, message, hint } = result.error;
  run.log('error', `${title} ✗ ${message}. ${hint} [${code}] (${took})`);
  run.reports.tell({ ...report, status: 'failed', durationMs, error: { code, message, hint } });
}

/** Runs one step with everything around it. Resolves to the failure that ends the list it stands in, or to null. */
async function runOne(
  step: Step,
  index: number,
  count: number,
  run: FlowRun,
  level: Level,
  previousStartedAt: number,
): Promise<Failed | null> {
  const path = `${level.prefix}${index + 1}`;
  const top = level.top === 0 ? index + 1 : level.top;
  const title = `Paso ${path}${level.top === 0 ? `/${count}` : ''}`;
  const name = step.name === undefined ? undefined : stepLabel(step.name, level.variables);
  const doing = stepWords(step, level.variables);
  const words = name === undefined ? doing : `${name} (${doing})`;
  const report = ownReport(step, name, path);
  if (step.disabled === true) {
    run.log('info', `${title}: desactivado, se omite: ${words}`);
    run.reports.tell({ ...report, status: 'skipped', durationMs: 0 });
    return null;
  }
  // Before a person is waited for: whoever sees it pause can take control.
  if (run.stepDelayMs > 0 && path !== '1') await delay(run.stepDelayMs, run.scope.signal);
  await run.people.untilFree(run.scope);
  run.log('info', `${title}: ${words}`);
  run.reports.tell(report);
  const startedAt = performance.now();
  const page = step.page ?? level.page;
  const inside: StepPlace['inside'] = (scope) => {
    const narrower = scope === run.scope ? run : { ...run, scope };
    const inner = async (steps: readonly Step[], place: string, variables: Variables): Promise<Failed | null> => {
      const failure = await runList(steps, narrower, { prefix: `${path}${place}.`, top, variables, page });
      // What the step looks at next is its own page again.
      if (failure === null) await run.keeper.enter(page, scope);
      return failure;
    };
    return {
      runSteps: (steps, { place, own = {} }) => inner(steps, place, level.variables.with(own)),
      runApart: async (steps, { place, start }) => {
        const variables = createVariables(start);
        const failure = await inner(steps, place, variables);
        const saved = variables.names().filter((known) => !(known in start));
        return { failure, saved: Object.fromEntries(saved.map((known) => [known, variables.get(known)])) };
      },
    };
  };
  const once = (): Promise<StepResult> =>
    runStep(step, run, {
      path,
      variables: level.variables,
      previousStartedAt,
      page: level.page,
      inside,
    });
  let result = await once();
  if (result.status === 'failed' && step.onError === 'askPerson' && !endsRun(result.error)) {
    if (await putRight(run, path, result.error)) result = await once();
  }
  const durationMs = Math.round(performance.now() - startedAt);
  if (result.status === 'failed') {
    const isOwn = result.stepId === undefined;
    if (isOwn && !run.scope.signal.aborted) await run.pictures.failed(top, run.keeper.page);
  } else {
    save(step, path, result, run, level.variables);
    if (level.top === 0) run.login.passed(step);
  }
  tellEnd(run, title, report, result, durationMs);
  if (result.status === 'passed') return null;
  const failed: Failed = { ...result, stepId: result.stepId ?? report.stepId };
  if (step.onError !== 'continue' || endsRun(result.error)) return failed;
  run.log('warn', `${title}: se sigue a pesar del error, como pide el paso`);
  return null;
}

async function runList(steps: readonly Step[], run: FlowRun, level: Level): Promise<Failed | null> {
  let previousStartedAt = performance.now();
  for (const [index, step] of steps.entries()) {
    if (index < (level.from ?? 0)) continue;
    if (level.top === 0) run.resumePoint.reach(index, step.id ?? String(index + 1), run.keeper.base.url());
    const startedAt = performance.now();
    const failure = await runOne(step, index, steps.length, run, level, previousStartedAt);
    previousStartedAt = startedAt;
    if (level.top === 0) {
      await run.data.flush();
      await run.contracts.flush();
      if (failure === null && step.disabled !== true) await run.pictures.passed(index + 1, run.keeper.page);
    }
    if (failure !== null) return failure;
  }
  return null;
}

/** A page may have gone on to the login page after the last step ended. */
async function lastLook(run: FlowRun, variables: Variables): Promise<Failed | null> {
  try {
    await checkPage(run, variables, null);
    return null;
  } catch (error) {
    return error instanceof AppError && asksLogin(error.code) ? { status: 'failed', error } : null;
  }
}

/** Shows the steps that an earlier execution did as left out, and opens the page that it was on. */
async function takeUp(steps: readonly Step[], run: FlowRun, { index: from, url }: TakenUp): Promise<Failed | null> {
  run.log('info', `Se retoma en el paso ${from + 1}: los anteriores se hicieron en otra ejecución`);
  for (const [index, step] of steps.slice(0, from).entries()) {
    const report = ownReport(step, step.name, String(index + 1));
    run.reports.tell({ ...report, status: 'skipped', durationMs: 0, message: 'se hizo en la ejecución anterior' });
  }
  // No template: braces of an address are written out.
  const open: Step = { type: 'navigate', url: url.replaceAll('{', '%7B').replaceAll('}', '%7D') };
  const place = {
    path: String(from + 1),
    variables: createVariables({}),
    previousStartedAt: performance.now(),
    inside: () => ({
      runSteps: () => Promise.resolve(null),
      runApart: () => Promise.resolve({ failure: null, saved: {} }),
    }),
  };
  const result = await runStep(open, run, place);
  return result.status === 'passed' ? null : { ...result, stepId: steps[from]?.id ?? place.path };
}

/**
 * Walks the tree of steps, or what is left of it where an earlier execution is taken up. Resolves to the failure that
 * ended it, or to null when it is done. Rejects for bugs, and when a file cannot be written.
 */
export async function runFlow(
  steps: readonly Step[],
  run: FlowRun,
  variables: Variables,
  takenUp?: TakenUp,
): Promise<Failed | null> {
  const from = takenUp?.index ?? 0;
  if (takenUp !== undefined) {
    run.resumePoint.reach(from, takenUp.stepId, takenUp.url);
    const failure = await takeUp(steps, run, takenUp);
    if (failure !== null) return failure;
  }
  return (await runList(steps, run, { prefix: '', top: 0, from, variables })) ?? (await lastLook(run, variables));
}
