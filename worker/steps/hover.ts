import { describeTarget } from '../browser/describe-target.ts';
import { act } from './act.ts';
import { defineStep, passed } from './step.ts';

export const hover = defineStep({
  type: 'hover',
  describe: ({ target }) => `poner el puntero sobre ${describeTarget(target)}`,
  run: async ({ target }, context) => {
    const { found } = await act(
      context,
      target,
      'poner el puntero sobre',
      ({ locator, position }, timeout) => locator.hover({ timeout, ...(position === undefined ? {} : { position }) }),
      { atPoint: true },
    );
    return passed(undefined, found.note);
  },
});
