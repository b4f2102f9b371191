import { errors } from 'playwright-core';
import { browserError } from '../browser/browser-error.ts';
import { networkFault, pageTimeout, responseFault } from '../browser/page-fault.ts';
import { abortReason, playwrightTimeout, within } from '../browser/scope.ts';
import { defineStep, passed } from './step.ts';
import { shownUrl } from './web-address.ts';

export const reload = defineStep({
  type: 'reload',
  describe: () => 'recargar la página',
  run: async (_step, context) => {
    const { page, scope, egressFailure } = context;
    const shown = shownUrl(page.url());
    try {
      const response = await within(scope, page.reload({ timeout: playwrightTimeout(scope) }));
      const fault = response === null ? null : await responseFault(response, egressFailure);
      if (fault !== null) throw fault;
    } catch (error) {
      if (scope.signal.aborted) throw abortReason(scope.signal);
      if (error instanceof errors.TimeoutError) throw pageTimeout(shown, context.timeoutMs, false);
      const text = error instanceof Error ? error.message : String(error);
      const fault = text.includes('net::') ? await networkFault(text, shown, egressFailure) : null;
      throw fault ?? browserError(error, 'recargar la página', context.timeoutMs);
    }
    return passed(undefined);
  },
});
