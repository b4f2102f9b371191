import { describeTarget } from '../browser/describe-target.ts';
import { act, guarded, mayClose } from './act.ts';
import { defineStep, passed } from './step.ts';

export const press = defineStep({
  type: 'press',
  describe: ({ key, target }) => `presionar ${key}${target === undefined ? '' : ` en ${describeTarget(target)}`}`,
  run: ({ key, target }, context) =>
    mayClose(context, async () => {
      const verb = `presionar ${key}`;
      if (target === undefined) {
        await guarded(context, verb, () => context.page.keyboard.press(key));
        return passed(undefined);
      }
      const { found } = await act(context, target, `${verb} en`, ({ locator }, timeout) =>
        locator.press(key, { timeout }),
      );
      return passed(undefined, found.note);
    }),
});
