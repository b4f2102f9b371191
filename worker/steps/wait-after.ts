import type { After } from '@sri/shared/model/step-base.ts';
import type { StepOf } from '@sri/shared/model/step.ts';
import { AppError } from '@sri/shared/errors.ts';
import { describePage, seconds } from '../browser/element-error.ts';
import type { NavigationWatch } from '../browser/navigation-watch.ts';
import { limitScope, playwrightTimeout, within } from '../browser/scope.ts';
import { until } from '../browser/until.ts';
import { guarded } from './act.ts';
import type { StepContext } from './step.ts';
import { waitFor } from './wait-for.ts';

/** What a step began with. */
export interface StepBeginning {
  /** On `performance.now()`. */
  startedAt: number;
  navigation: NavigationWatch;
  /** What that watch had counted. */
  before: number;
}

function asWaitFor(after: Exclude<After, { load: true }>): StepOf<'waitFor'> {
  if ('visible' in after) return { type: 'waitFor', target: after.visible, state: 'visible' };
  if ('gone' in after) return { type: 'waitFor', target: after.gone, state: 'gone' };
  return { type: 'waitFor', ...after };
}

async function forLoad(context: StepContext, { navigation, before }: StepBeginning): Promise<void> {
  const { page, scope } = context;
  // Another page than at the beginning is one that opened.
  const moved = (): boolean => context.navigation !== navigation || navigation.count() > before;
  const gone = await until(scope, () => Promise.resolve(moved() || undefined));
  if (gone === undefined) {
    throw new AppError(
      'step_timeout',
      `No se abrió otra página en ${seconds(context.timeoutMs)}: sigue ${await describePage(page)}`,
      {
        hint: 'Mira la captura: puede haber un aviso del portal, o hacer falta más tiempo (timeoutMs).',
      },
    );
  }
  await guarded(context, 'cargar la página', () =>
    context.page.waitForLoadState('load', { timeout: playwrightTimeout(scope) }),
  );
}

/** Waits for what has to hold once a step has acted, within the step's time. Throws what `waitFor` throws. */
export async function waitAfter(after: After, context: StepContext, beginning: StepBeginning): Promise<void> {
  const late = (): AppError =>
    new AppError('step_timeout', 'La página dejó de responder después del paso', {
      hint: 'Mira la captura; puede haber un script del portal que no termina.',
    });
  // Steps without a time of their own, as loops, have it for this wait.
  const limited = limitScope(context.scope, context.timeoutMs, late);
  const own = Object.create(context, {
    scope: { value: limited },
    previousStartedAt: { value: beginning.startedAt },
  }) as StepContext;
  try {
    if ('load' in after) await forLoad(own, beginning);
    else await within(limited, waitFor.run(asWaitFor(after), own));
  } finally {
    limited.end();
  }
}
