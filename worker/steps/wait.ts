import { AppError } from '@sri/shared/errors.ts';
import { delay } from '@sri/shared/lang/delay.ts';
import { describePage, seconds } from '../browser/element-error.ts';
import { abortReason, limitScope } from '../browser/scope.ts';
import { until as untilHolds } from '../browser/until.ts';
import { checkCondition, describeCondition, unanswered } from './check-condition.ts';
import { defineStep, passed } from './step.ts';

export const wait = defineStep({
  type: 'wait',
  eachPart: true,
  describe: ({ ms, until }) =>
    until === undefined
      ? `esperar ${seconds(ms ?? 0)}`
      : `esperar a que se cumpla que ${describeCondition(until)}`.slice(0, 300),
  run: async ({ ms = 0, until }, context) => {
    if (until === undefined) {
      await delay(ms, context.scope.signal);
      if (context.scope.signal.aborted) throw abortReason(context.scope.signal);
      return passed(undefined);
    }
    const limited = limitScope(context.scope, context.timeoutMs, unanswered);
    try {
      const held = await untilHolds(limited, async () => (await checkCondition(until, context, limited)) || undefined);
      if (held === true) return passed(undefined);
    } finally {
      limited.end();
    }
    const words = describeCondition(until).slice(0, 300);
    throw new AppError(
      'step_timeout',
      `En ${seconds(context.timeoutMs)} no se cumplió que ${words}, en ${await describePage(context.page)}`,
      { hint: 'La página pudo cambiar o tardar más: mira la captura, o da más tiempo al paso (timeoutMs).' },
    );
  },
});
