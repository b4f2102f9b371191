import { EGRESS_HEADER } from '../browser/egress-answer.ts';
import { networkFault, responseFault } from '../browser/page-fault.ts';
import type { FlowRun } from './flow-run.ts';
import type { Variables } from './variables.ts';

/**
 * Looks at the page that a step ended on. `before` is the watch's count before the step: a page that is still the same is not looked at
 * again; null looks in any case. Throws what is wrong with it: an address that could not be opened, or a login page that the flow does not
 * fill in itself.
 */
export async function checkPage(run: FlowRun, variables: Variables, before: number | null): Promise<void> {
  const { page, navigation } = run.keeper;
  if (before !== null && navigation.count() === before) return;
  const failure = navigation.failure();
  if (failure !== undefined && page.url().startsWith('chrome-error:')) {
    const fault = await networkFault(failure.text, failure.url, run.egressFailure);
    if (fault !== null) throw fault;
  }
  const response = navigation.response();
  if (response !== undefined && response.url() === page.url()) {
    const fault = await responseFault(response, run.egressFailure);
    if (fault !== null && response.headers()[EGRESS_HEADER] !== undefined) throw fault;
    // Only an address that the flow asked for by itself has to answer well: a portal's own links may lead anywhere.
    if (fault !== null && before !== null) run.log('warn', fault.message);
  }
  await run.login.refuse(page, navigation.asked(), variables, run.scope);
}
