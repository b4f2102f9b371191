import type { Target } from '@sri/shared/model/locator.ts';
import { browserError } from '../browser/browser-error.ts';
import { locate, type Found } from '../browser/locate.ts';
import type { Presence } from '../browser/look.ts';
import { abortReason, playwrightTimeout, within } from '../browser/scope.ts';
import type { StepContext } from './step.ts';

/**
 * Finds the target and acts on it, within the step's time. `verb` is for the words of an error: "hacer clic en". Throws AppErrors
 * only.
 */
export async function act<T>(
  context: StepContext,
  target: Target,
  verb: string,
  action: (found: Found, timeout: number) => Promise<T>,
  presence: Presence = 'visible',
): Promise<{ found: Found; result: T }> {
  const found = await locate(context.page, target, context.scope, presence);
  const result = await guarded(context, `${verb} ${found.words}`, () =>
    action(found, playwrightTimeout(context.scope)),
  );
  return { found, result };
}

/** Waits for browser work, within the step's hard limit; what Playwright throws comes out in words. */
export async function guarded<T>(context: StepContext, words: string, work: () => Promise<T>): Promise<T> {
  try {
    return await within(context.scope, work());
  } catch (error) {
    if (context.scope.signal.aborted) throw abortReason(context.scope.signal);
    throw browserError(error, words, context.timeoutMs);
  }
}
