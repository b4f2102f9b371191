import { describeTarget } from '../browser/describe-target.ts';
import { locate } from '../browser/locate.ts';
import { act } from './act.ts';
import { defineStep, passed } from './step.ts';

/** Some pages begin a drag only after the pointer has moved a little more than once. */
const STEPS = 10;

export const drag = defineStep({
  type: 'drag',
  describe: ({ target, to }) => `arrastrar ${describeTarget(target)} hasta ${describeTarget(to)}`,
  run: async ({ target, to }, context) => {
    const { found } = await act(
      context,
      target,
      'arrastrar',
      async ({ locator, position }, timeout) => {
        const goal = await locate(context.page, to, context.scope);
        await locator.dragTo(goal.locator, {
          timeout,
          steps: STEPS,
          ...(position === undefined ? {} : { sourcePosition: position }),
          ...(goal.position === undefined ? {} : { targetPosition: goal.position }),
        });
      },
      { atPoint: true },
    );
    return passed(undefined, found.note);
  },
});
