import type { Page } from 'playwright-core';
import { AppError } from '@sri/shared/errors.ts';
import { walkSteps } from '@sri/shared/model/flow.ts';
import type { Step, StepOf } from '@sri/shared/model/step.ts';
import { isPasswordField, onLoginPage } from '../browser/login-check.ts';
import type { LoginRules } from '../browser/login-page.ts';
import type { Scope } from '../browser/scope.ts';
import { resolveDeep } from './resolve-step.ts';
import type { Variables } from './variables.ts';

/** Knows whether the flow logs in by itself, and refuses a login page otherwise. */
export interface LoginGuard {
  /** The step has done its work and is not going to run again. */
  passed: (step: Step) => void;
  /** Throws `login_required` if the page is a login page that no later step of the flow fills in. */
  refuse: (page: Page, asked: string | undefined, variables: Variables, scope: Pick<Scope, 'signal'>) => Promise<void>;
}

const SOUNDS_SECRET = /passw|pwd|clave|contrase|senha/i;

export function createLoginGuard(steps: readonly Step[], rules: LoginRules): LoginGuard {
  const ahead = new Set<StepOf<'fill'>>();
  walkSteps(steps, (step) => {
    if (step.type === 'fill' && step.disabled !== true) ahead.add(step);
  });

  /** A fill step that is still to come: on a password field of this page, or by its name on one of a later page. */
  const logsInItself = async (page: Page, variables: Variables, scope: Pick<Scope, 'signal'>): Promise<boolean> => {
    for (const { target } of ahead) {
      if (SOUNDS_SECRET.test(JSON.stringify(target))) return true;
      const filled = attemptFill(target, variables);
      if (filled !== null && (await isPasswordField(page, filled, scope))) return true;
    }
    return false;
  };
  return {
    passed: (step) => {
      walkSteps([step], (inner) => {
        if (inner.type === 'fill') ahead.delete(inner);
      });
    },
    refuse: async (page, asked, variables, scope) => {
      if (!(await onLoginPage(page, asked, rules)) || (await logsInItself(page, variables, scope))) return;
      throw new AppError('login_required', `El portal mostró la página de inicio de sesión (${page.url()})`, {
        hint: 'Vuelve a iniciar sesión en el portal; la ejecución espera y sigue sola.',
      });
    },
  };
}

function attemptFill(target: StepOf<'fill'>['target'], variables: Variables): StepOf<'fill'>['target'] | null {
  try {
    return resolveDeep(target, variables, 'target');
  } catch {
    return null;
  }
}
