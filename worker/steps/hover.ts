import { describeTarget } from '../browser/describe-target.ts';
import { act } from './act.ts';
import { defineStep, passed } from './step.ts';

export const hover = defineStep({
  type: 'hover',
  describe: ({ target }) => `poner el puntero sobre ${describeTarget(target)}`,
  run: async ({ target }, context) => {
    const { found } = await act(context, target, 'poner el puntero sobre', ({ locator }, timeout) =>
      locator.hover({ timeout }),
    );
    return passed(undefined, found.note);
  },
});
