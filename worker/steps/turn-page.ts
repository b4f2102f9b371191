import { AppError } from '@sri/shared/errors.ts';
import type { Target } from '@sri/shared/model/locator.ts';
import { describeTarget } from '../browser/describe-target.ts';
import { seconds } from '../browser/element-error.ts';
import { locate } from '../browser/locate.ts';
import { look } from '../browser/look.ts';
import { readInPage } from '../browser/page-reader.ts';
import { playwrightTimeout, within, type Scope } from '../browser/scope.ts';
import { until } from '../browser/until.ts';
import { guarded } from './act.ts';
import { readTableNow, type TablePage, type TableStep } from './read-table.ts';
import type { StepContext } from './step.ts';

/** So long after a click nothing has changed and nothing is on its way: the click led nowhere. */
const QUIET_MS = 1000;
/** So long a page that was turned to may stand without rows before that counts: until then its rows may be on their way. */
const EMPTY_MS = 3000;
const READ_MS = 5000;
/** Between two looks at whether the page that came instead of the table is a login page. */
const LOGIN_EVERY_MS = 500;

/**
 * The table once it stands still: two readings alike, and no request that the page sent since `since` open. With `before`, the print of the
 * page before, also waits for another one; resolves to 'same' if there is none. Undefined when the scope's time is over.
 */
export async function settledTable(
  step: TableStep,
  context: StepContext,
  scope: Scope,
  { since, before }: { since: number; before?: string },
): Promise<TablePage | 'same' | undefined> {
  const startedAt = performance.now();
  let last: string | undefined;
  let navigations = context.navigation.count();
  let lookedAt = performance.now();
  return until(scope, async () => {
    const read = await readTableNow(step, context, scope);
    if (read === undefined) {
      last = undefined;
      // A login page has its fields some time after the browser has gone there.
      if (context.navigation.count() !== navigations || performance.now() - lookedAt > LOGIN_EVERY_MS) {
        navigations = context.navigation.count();
        lookedAt = performance.now();
        await context.refuseLoginPage();
      }
      return undefined;
    }
    const still = read.print === last;
    last = read.print;
    if (!still || context.activity.pending(since) > 0) return undefined;
    const waited = performance.now() - startedAt;
    if (before !== undefined && read.records.length === 0 && waited <= EMPTY_MS) return undefined;
    if (read.print !== before) return read;
    return waited > QUIET_MS ? 'same' : undefined;
  });
}

/** Can the pager's "next" be used now? Throws `element_ambiguous` where it is several. */
export async function nextIsUsable(next: Target, context: StepContext, scope: Scope): Promise<boolean> {
  const { found, looks, frame } = await look(context.page, next, 'visible', scope);
  const several = (frame?.matches ?? 0) > 1 || looks.some(({ matches }) => matches > 1);
  const refused = looks.length > 0 && looks.every(({ refusal }) => refusal !== undefined);
  if (found === undefined && (several || refused)) {
    await locate(context.page, next, { signal: scope.signal, deadline: performance.now() });
  }
  if (found === undefined) return false;
  const read = readInPage(found.locator, 'readControl', undefined, READ_MS);
  const { disabled } = await guarded(context, `leer ${describeTarget(next)}`, () => within(scope, read));
  return !disabled;
}

/** Clicks "next" and reads the page that comes; 'same' if it led nowhere new. Throws `step_timeout` when it does not come in time. */
export async function nextPage(
  step: TableStep,
  next: Target,
  before: string,
  context: StepContext,
  scope: Scope,
): Promise<TablePage | 'same'> {
  const { locator, words } = await locate(context.page, next, scope);
  const since = performance.now();
  await guarded(context, `hacer clic en ${words}`, () => locator.click({ timeout: playwrightTimeout(scope) }));
  const read = await settledTable(step, context, scope, { since, before });
  if (read !== undefined) return read;
  // A table that never stands still, as one with a clock in it, is taken as it is if it has changed at all.
  const now = await readTableNow(step, context, { signal: scope.signal, deadline: performance.now() + READ_MS });
  if (now !== undefined && now.print !== before && context.activity.pending(since) === 0) return now;
  await context.refuseLoginPage();
  throw new AppError(
    'step_timeout',
    `La página siguiente de la tabla no llegó en ${seconds(context.timeoutMs)} (${words})`,
    {
      hint: 'El portal está lento o dejó de responder: vuelve a ejecutar, o da más tiempo al paso (timeoutMs, por página).',
    },
  );
}
