import type { Page } from 'playwright-core';
import { AppError } from '@sri/shared/errors.ts';
import type { Target } from '@sri/shared/model/locator.ts';
import { describeTarget } from '../browser/describe-target.ts';
import { look, type Presence } from '../browser/look.ts';
import type { Scope } from '../browser/scope.ts';

/**
 * How many elements a target matches now: of its first candidate that matches any. Throws `step_failed` where no candidate is a usable
 * selector.
 */
export async function countMatches(
  page: Page,
  target: Target,
  presence: Presence,
  scope: Pick<Scope, 'signal'>,
): Promise<number> {
  const { looks, frame } = await look(page, target, presence, scope);
  const refusal = frame?.refusal ?? (looks.every((seen) => seen.refusal !== undefined) ? looks[0]?.refusal : undefined);
  if (refusal !== undefined) {
    throw new AppError('step_failed', `${describeTarget(target)} ${refusal}`, {
      hint: 'Corrige la forma de encontrar el elemento en el paso; un texto solo es un selector CSS.',
    });
  }
  return looks.find(({ matches }) => matches > 0)?.matches ?? 0;
}
