import type { Scope } from '../browser/scope.ts';
import type { StepContext } from '../steps/step.ts';
import type { FlowRun } from './flow-run.ts';
import { resolveDeep } from './resolve-step.ts';
import { fillValue, type Variables } from './variables.ts';

export interface StepContextParts {
  run: FlowRun;
  scope: Scope;
  path: string;
  timeoutMs: number;
  previousStartedAt: number;
  variables: Variables;
  runSteps: StepContext['runSteps'];
  runApart: StepContext['runApart'];
}

/** What a step may use, made for one run of one step. */
export function stepContext({ run, variables, ...own }: StepContextParts): StepContext {
  const { keeper } = run;
  return {
    ...own,
    get page() {
      return keeper.page;
    },
    get navigation() {
      return keeper.navigation;
    },
    get activity() {
      return keeper.activity;
    },
    keeper,
    provider: run.provider,
    format: run.format,
    files: run.files,
    egressFailure: run.egressFailure,
    log: run.log,
    openPage: keeper.openPage,
    askPerson: (question) => run.people.ask({ ...question, path: own.path }, own.scope),
    hideSecret: run.redactor.hide,
    secret: (name) => run.secret(name, own.scope.signal),
    value: (written) => (typeof written === 'string' ? fillValue(written, variables) : written),
    fillTarget: (target) => resolveDeep(target, variables),
    checkSession: () => run.login.check(keeper, own.scope),
    refuseLoginPage: (page = keeper.page, asked = keeper.navigation.asked()) =>
      run.login.refuse(page, asked, variables, own.scope),
  };
}
