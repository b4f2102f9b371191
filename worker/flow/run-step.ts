import { AppError } from '@sri/shared/errors.ts';
import { fullJitter } from '@sri/shared/lang/backoff.ts';
import { delay } from '@sri/shared/lang/delay.ts';
import { retriesOf } from '@sri/shared/model/step-base.ts';
import type { Step, StepType } from '@sri/shared/model/step.ts';
import { seconds } from '../browser/element-error.ts';
import { limitScope, throwIfAborted, type Scope } from '../browser/scope.ts';
import { executorOf } from '../steps/registry.ts';
import { STEP_TIMEOUT_MS, type Failure, type StepContext, type StepResult } from '../steps/step.ts';
import { holdsSteps } from '@sri/shared/model/inner-steps.ts';
import { waitAfter } from '../steps/wait-after.ts';
import { checkPage } from './check-page.ts';
import type { FlowRun } from './flow-run.ts';
import { resolveStep } from './resolve-step.ts';
import { stepContext } from './step-context.ts';
import { mayRetryStep, toStepError } from './step-error.ts';
import type { Variables } from './variables.ts';

export type Failed = Failure;

export interface StepPlace {
  /** As in `3[2].1`. */
  path: string;
  variables: Variables;
  previousStartedAt: number;
  /** The page that the steps of this list act in where they name none; undefined for the flow's own. */
  page?: string | undefined;
  /** How the steps inside of it are run: within its own time. */
  inside: (scope: Scope) => Pick<StepContext, 'runSteps' | 'runApart'>;
}

/** Steps that make a page go elsewhere. While the others look and wait, what the page does is still the doing of the act before them. */
const ACTS: ReadonlySet<StepType> = new Set<StepType>([
  'navigate',
  'back',
  'reload',
  'click',
  'fill',
  'fillSecret',
  'press',
  'choose',
  'setChecked',
  'hover',
  'drag',
  'upload',
  'download',
  'evaluate',
  'askCode',
]);

const RETRY = { baseMs: 1000, capMs: 15_000 };

/** What the step is about to do, in words; templates that cannot be filled stay as written. */
export function stepWords(step: Step, variables: Variables): string {
  const definition = executorOf(step.type);
  try {
    return definition.describe(resolveStep(step, variables));
  } catch {
    return definition.describe(step);
  }
}

function timeoutError(words: string, timeoutMs: number): AppError {
  return new AppError('step_timeout', `La página dejó de responder al ${words} (${seconds(timeoutMs)})`, {
    hint: 'Mira la captura; puede haber un script del portal que no termina.',
  });
}

async function perform(step: Step, context: StepContext, run: FlowRun, variables: Variables): Promise<StepResult> {
  const { navigation } = context;
  const before = navigation.count();
  const startedAt = performance.now();
  const result = await executorOf(step.type).run(step, context);
  if (result.status === 'failed') return result;
  await run.login.acted(step, context.page, context.navigation.asked(), context.scope);
  if (step.after !== undefined) await waitAfter(step.after, context, { startedAt, navigation, before });
  // Of a page that the step went to, nothing is known yet.
  if (!holdsSteps(step.type)) await checkPage(run, variables, context.navigation === navigation ? before : -1);
  return result;
}

/** One try, within the step's time. Never rejects. */
async function tryOnce(step: Step, run: FlowRun, place: StepPlace): Promise<StepResult> {
  const { defaultTimeoutMs, eachPart = false } = executorOf(step.type);
  const limit = step.timeoutMs ?? defaultTimeoutMs;
  const timeoutMs = limit ?? STEP_TIMEOUT_MS;
  const words = stepWords(step, place.variables);
  const limited =
    limit === null || eachPart ? null : limitScope(run.scope, limit, () => timeoutError(words, timeoutMs));
  const scope: Scope = limited ?? run.scope;
  const { page, inside, ...parts } = place;
  const context = stepContext({ run, scope, timeoutMs, ...parts, ...inside(scope) });
  try {
    throwIfAborted(scope);
    // The page that it goes to is none that it acts in.
    await run.keeper.enter(step.type === 'switchPage' ? page : (step.page ?? page), scope);
    const resolved = resolveStep(step, place.variables);
    if (ACTS.has(step.type)) run.keeper.navigation.beginAct();
    if (ACTS.has(step.type) || step.dialog !== undefined) run.keeper.dialogs.begin(resolved.dialog);
    if (step.pointOfNoReturn === true) await run.passPointOfNoReturn(step.id ?? place.path);
    const result = await perform(resolved, context, run, place.variables);
    // Its steps may have gone on though each of them failed for want of time.
    if (holdsSteps(step.type)) throwIfAborted(scope);
    return result;
  } catch (error) {
    const failure = toStepError(error, words, scope, timeoutMs);
    return { status: 'failed', error: await explain(failure, run, place.variables) };
  } finally {
    limited?.end();
  }
}

/** A step that fails on a login page, or on the browser's own error page, failed because of that. */
async function explain(failure: AppError, run: FlowRun, variables: Variables): Promise<AppError> {
  if (run.scope.signal.aborted || !mayRetryStep(failure)) return failure;
  try {
    await run.keeper.revive();
    await checkPage(run, variables, null);
    return failure;
  } catch (error) {
    return error instanceof AppError ? error : failure;
  }
}

/** Runs a step, again where it says `retry(n)`. Never rejects: what is thrown becomes `failed`. */
export async function runStep(step: Step, run: FlowRun, place: StepPlace): Promise<StepResult> {
  const retries = step.pointOfNoReturn === true ? 0 : retriesOf(step.onError);
  for (let round = 1; ; round += 1) {
    const result = await tryOnce(step, run, place);
    if (result.status === 'passed' || round > retries || !mayRetryStep(result.error)) return result;
    const waitMs = fullJitter(round, RETRY);
    run.log(
      'warn',
      `Falló (intento ${round} de ${retries + 1}): ${result.error.message}. Se vuelve a intentar en ${seconds(waitMs)}`,
    );
    await delay(waitMs, run.scope.signal);
  }
}
