import { describeTarget } from '../browser/describe-target.ts';
import { act } from './act.ts';
import { defineStep, passed } from './step.ts';

const TIMES = ['', 'hacer clic en', 'hacer doble clic en', 'hacer triple clic en'];
const verb = (count = 1): string => TIMES[count] ?? 'hacer clic en';

export const click = defineStep({
  type: 'click',
  describe: ({ target, count }) => `${verb(count)} ${describeTarget(target)}`,
  run: async ({ target, count = 1, button = 'left' }, context) => {
    const { found } = await act(context, target, verb(count), ({ locator }, timeout) =>
      locator.click({ button, clickCount: count, timeout }),
    );
    return passed(undefined, found.note);
  },
});
