import type { Page } from 'playwright-core';
import { AppError, type ErrorCode } from '@sri/shared/errors.ts';
import { walkSteps } from '@sri/shared/model/flow.ts';
import type { Step, StepOf, StepType } from '@sri/shared/model/step.ts';
import { isPasswordField, onLoginPage, passwordVisible, showsLogin } from '../browser/login-check.ts';
import type { LoginRules } from '../browser/login-page.ts';
import type { PageKeeper } from '../browser/page-keeper.ts';
import { attempt, playwrightTimeout, within, type Scope } from '../browser/scope.ts';
import { resolveDeep } from './resolve-step.ts';
import type { Variables } from './variables.ts';

/** Knows whether the flow logs in by itself, and refuses a login page otherwise. */
export interface LoginGuard {
  /** The step has done its work and is not going to run again. */
  passed: (step: Step) => void;
  /**
   * The step has acted. Throws `login_refused` where it filled in the same password field as before, and nothing was seen of the portal
   * but its login page in between: each further try brings the account nearer to its lock.
   */
  acted: (step: Step, page: Page, asked: string | undefined, scope: Pick<Scope, 'signal'>) => Promise<void>;
  /**
   * Looks whether the portal still knows the session: on this page, and where that proves nothing, on the page of the session's
   * marker. Resolves to the address that proved it, or to null where nothing says what would prove it. Throws `login_required`.
   */
  check: (keeper: Pick<PageKeeper, 'page' | 'navigation' | 'openPage'>, scope: Scope) => Promise<string | null>;
  /**
   * Throws if the page is a login page that no later step of the flow fills in: `login_refused` where the flow has filled in one just
   * now, else `login_required`.
   */
  refuse: (page: Page, asked: string | undefined, variables: Variables, scope: Pick<Scope, 'signal'>) => Promise<void>;
}

type Filling = StepOf<'fill'> | StepOf<'fillSecret'>;

const isFilling = (step: Step): step is Filling => step.type === 'fill' || step.type === 'fillSecret';

function loginRequired(page: Page): AppError {
  return new AppError('login_required', `El portal mostró la página de inicio de sesión (${page.url()})`, {
    hint: 'Vuelve a iniciar sesión en el portal; la ejecución espera y sigue sola.',
  });
}

function loginRefused(page: Page): AppError {
  return new AppError('login_refused', `El portal no aceptó el usuario o la contraseña (${page.url()})`, {
    hint: 'Corrige el secreto que escribe el flujo y comprueba que la cuenta no esté bloqueada; después, libera la cuenta en Portales.',
  });
}

/** Steps that end well only on a page that is whole; after a click a page may be none at all. */
const SEES: ReadonlySet<StepType> = new Set<StepType>([
  'navigate',
  'waitFor',
  'assert',
  'checkSession',
  'extract',
  'extractTable',
]);
const CLOSE_MS = 3000;
const SOUNDS_SECRET = /passw|pwd|clave|contrase|senha/i;

/** Does an error say that the portal wants a login? */
export function asksLogin(code: ErrorCode): boolean {
  return code === 'login_required' || code === 'login_refused';
}

export function createLoginGuard(steps: readonly Step[], rules: LoginRules): LoginGuard {
  const ahead = new Set<Filling>();
  /** What was filled in since a step last saw another page than the login, by its target as written. */
  const filled = new Map<string, Filling['target']>();
  /** Address at which a navigation was seen to end on a login page. */
  let loginAt: string | undefined;
  const onePassword = async (page: Page, scope: Pick<Scope, 'signal'>): Promise<boolean> => {
    for (const target of filled.values()) if (await isPasswordField(page, target, scope)) return true;
    return false;
  };
  walkSteps(steps, (step) => {
    if (isFilling(step) && step.disabled !== true) ahead.add(step);
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
        if (isFilling(inner)) ahead.delete(inner);
      });
    },
    acted: async (step, page, asked, scope) => {
      if (!isFilling(step)) {
        if (filled.size > 0 && SEES.has(step.type) && !(await passwordVisible(page))) filled.clear();
        return;
      }
      const target = JSON.stringify(step.target);
      const again = filled.has(target);
      filled.set(target, step.target);
      if (!again || !(await isPasswordField(page, step.target, scope))) return;
      if (page.url() === loginAt || (await onLoginPage(page, asked, rules))) throw loginRefused(page);
    },
    refuse: async (page, asked, variables, scope) => {
      const url = page.url();
      if (!(await onLoginPage(page, asked, rules))) return;
      loginAt = url;
      if (await logsInItself(page, variables, scope)) return;
      throw (await onePassword(page, scope)) ? loginRefused(page) : loginRequired(page);
    },
    check: async ({ page, navigation, openPage }, scope) => {
      if (await onLoginPage(page, navigation.asked(), rules)) throw loginRequired(page);
      const shown = await within(scope, showsLogin(page, rules.marker));
      if (shown === true) return page.url();
      const pageUrl = rules.marker?.pageUrl;
      if (shown === undefined && pageUrl === undefined) return rules.loginUrl === null ? null : page.url();
      if (pageUrl === undefined) throw loginRequired(page);
      const apart = await within(scope, openPage());
      try {
        await within(scope, apart.goto(pageUrl, { timeout: playwrightTimeout(scope) }));
        const refused = await onLoginPage(apart, pageUrl, rules);
        if (refused || (await within(scope, showsLogin(apart, rules.marker))) === false) throw loginRequired(apart);
        return pageUrl;
      } finally {
        await attempt(apart.close(), undefined, CLOSE_MS);
      }
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
