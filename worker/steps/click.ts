import { AppError } from '@sri/shared/errors.ts';
import type { StepOf } from '@sri/shared/model/step.ts';
import { describeTarget } from '../browser/describe-target.ts';
import { seconds } from '../browser/element-error.ts';
import { attempt, timeLeft } from '../browser/scope.ts';
import { until } from '../browser/until.ts';
import { act, mayClose } from './act.ts';
import { defineStep, passed, type StepContext, type StepResult } from './step.ts';

const TIMES = ['', 'hacer clic en', 'hacer doble clic en', 'hacer triple clic en'];
const verb = (count = 1): string => TIMES[count] ?? 'hacer clic en';
/** A page that opened may take its time; what acts in it next waits by itself. */
const DRAWN_MS = 5000;

function clickOn({ target, count = 1, button = 'left' }: StepOf<'click'>, context: StepContext): Promise<StepResult> {
  return mayClose(context, async () => {
    const { found } = await act(
      context,
      target,
      verb(count),
      ({ locator, position }, timeout) =>
        locator.click({ button, clickCount: count, timeout, ...(position === undefined ? {} : { position }) }),
      { atPoint: true },
    );
    return passed(undefined, found.note);
  });
}

/** Clicks, and waits for the page that it opens, which gets its name. */
async function clickAndOpen(step: StepOf<'click'>, name: string, context: StepContext): Promise<StepResult> {
  const { pages } = context.keeper;
  const before = new Set(pages.list());
  pages.expect(name);
  try {
    const result = await clickOn(step, context);
    const opened = await until(context.scope, () =>
      Promise.resolve(pages.list().find((one) => one.name === name && !before.has(one))),
    );
    if (opened === undefined) {
      throw new AppError(
        'step_timeout',
        `El clic en ${describeTarget(step.target)} no abrió ninguna página en ${seconds(context.timeoutMs)}`,
        {
          hint: 'Mira la captura: el portal pudo mostrar lo mismo en la página en la que estaba.',
        },
      );
    }
    const drawn = opened.page.waitForLoadState('domcontentloaded', { timeout: DRAWN_MS });
    await attempt(drawn, undefined, Math.min(DRAWN_MS, timeLeft(context.scope)));
    return result;
  } finally {
    pages.expect(undefined);
  }
}

export const click = defineStep({
  type: 'click',
  describe: ({ target, count, opens }) =>
    `${verb(count)} ${describeTarget(target)}${opens === undefined ? '' : `, que abre la página «${opens}»`}`,
  run: (step, context) => (step.opens === undefined ? clickOn(step, context) : clickAndOpen(step, step.opens, context)),
});
