import { AppError } from '@sri/shared/errors.ts';
import type { Target } from '@sri/shared/model/locator.ts';
import { browserError } from '../browser/browser-error.ts';
import { locate, type Found } from '../browser/locate.ts';
import type { Presence } from '../browser/look.ts';
import { abortReason, playwrightTimeout, within } from '../browser/scope.ts';
import { passed, type StepContext, type StepResult } from './step.ts';

export interface ActHow {
  /** Must the element be seen (which is so unless told), or is it enough that it is in the page? */
  presence?: Presence;
  /** The action knows what to do at a point inside an element. */
  atPoint?: boolean;
}

/**
 * Finds the target and acts on it, within the step's time. `verb` is for the words of an error: "hacer clic en". Throws AppErrors
 * only.
 */
export async function act<T>(
  context: StepContext,
  target: Target,
  verb: string,
  action: (found: Found, timeout: number) => Promise<T>,
  { presence = 'visible', atPoint = false }: ActHow = {},
): Promise<{ found: Found; result: T }> {
  const found = await locate(context.page, target, context.scope, presence);
  if (found.position !== undefined && !atPoint) {
    throw new AppError(
      'step_failed',
      `No se puede ${verb} ${found.words}: en un punto solo se hace clic, se escribe o se arrastra`,
      {
        hint: 'Elige otra forma de encontrar el elemento.',
      },
    );
  }
  const result = await guarded(context, `${verb} ${found.words}`, () =>
    action(found, playwrightTimeout(context.scope)),
  );
  return { found, result };
}

/** An act after which the page may close itself, as windows for one purpose do: then that is what it was for. */
export async function mayClose(context: StepContext, work: () => Promise<StepResult>): Promise<StepResult> {
  const { page } = context;
  try {
    return await work();
  } catch (error) {
    // Where the flow has no other page to go on in, it is a failure.
    if (!page.isClosed() || context.scope.signal.aborted || context.page === page) throw error;
    return passed('la página se cerró');
  }
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
