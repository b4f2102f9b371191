import type { Condition } from '@sri/shared/model/condition.ts';
import { AppError } from '@sri/shared/errors.ts';
import { asText } from '@sri/shared/lang/as-text.ts';
import { cleanText } from '@sri/shared/lang/clean-text.ts';
import { candidateLocators } from '../browser/candidate-locators.ts';
import { describeTarget } from '../browser/describe-target.ts';
import { look } from '../browser/look.ts';
import { readInPage } from '../browser/page-reader.ts';
import { attempt, limitScope, within, type Scope } from '../browser/scope.ts';
import { matchesUrl } from '../browser/url-pattern.ts';
import { countMatches } from './count-matches.ts';
import type { StepContext } from './step.ts';

const READ_MS = 2000;
const MAX_READ = 50;

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value === 'string') return value.trim() === '';
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** The value, or undefined where there is no such variable: for asking whether there is something. */
function valueOrNothing(written: string, context: StepContext): unknown {
  try {
    return context.value(written);
  } catch (error) {
    if (error instanceof AppError && error.code === 'variable_missing') return undefined;
    throw error;
  }
}

/** Does any visible element that the target matches hold the text? */
async function holdsText(
  text: Extract<Condition, { text: unknown }>['text'],
  context: StepContext,
  scope: Scope,
): Promise<boolean> {
  const { target, contains } = context.fillTarget(text);
  const { looks, root } = await look(context.page, target, 'visible', scope);
  const seen = looks.find(({ matches }) => matches > 0);
  if (seen === undefined) return false;
  for (const locator of candidateLocators(root, seen.candidate)) {
    const visible = locator.filter({ visible: true });
    const matches = Math.min(await within(scope, visible.count()), MAX_READ);
    for (let index = 0; index < matches; index += 1) {
      const read = readInPage(visible.nth(index), 'readValue', {}, READ_MS);
      const { value } = await within(scope, attempt(read, { value: null }, READ_MS));
      if (cleanText(value ?? '').includes(cleanText(contains))) return true;
    }
    if (matches > 0) return false;
  }
  return false;
}

/**
 * Does the condition hold now, without waiting? `scope` limits the page's answers. Throws `variable_missing`, and `step_failed` for a
 * selector that is none.
 */
export async function checkCondition(condition: Condition, context: StepContext, scope: Scope): Promise<boolean> {
  const { page } = context;
  if ('exists' in condition) {
    const { target } = context.fillTarget({ target: condition.exists });
    return (await countMatches(page, target, 'attached', scope)) > 0;
  }
  if ('visible' in condition) {
    const { target } = context.fillTarget({ target: condition.visible });
    return (await countMatches(page, target, 'visible', scope)) > 0;
  }
  if ('text' in condition) return holdsText(condition.text, context, scope);
  if ('url' in condition) return matchesUrl(page.url(), asText(context.value(condition.url)));
  if ('equals' in condition) {
    const [left, right] = condition.equals.map((operand) => asText(context.value(operand)));
    return left === right;
  }
  if ('empty' in condition) return isEmpty(valueOrNothing(condition.empty, context));
  if ('not' in condition) return !(await checkCondition(condition.not, context, scope));
  const wanted = 'any' in condition;
  for (const one of wanted ? condition.any : condition.all) {
    if ((await checkCondition(one, context, scope)) === wanted) return wanted;
  }
  return !wanted;
}

export const unanswered = (): AppError =>
  new AppError('step_timeout', 'La página no respondió a la condición', {
    hint: 'Mira la captura; puede haber un script del portal que no termina.',
  });

/** The condition, within a step's usual time: what stands around it may take as long as its steps. */
export async function checkInTime(condition: Condition, context: StepContext): Promise<boolean> {
  const limited = limitScope(context.scope, context.timeoutMs, unanswered);
  try {
    return await checkCondition(condition, context, limited);
  } finally {
    limited.end();
  }
}

/** A condition in words, as "existe «#aviso»". */
export function describeCondition(condition: Condition): string {
  if ('exists' in condition) return `existe ${describeTarget(condition.exists)}`;
  if ('visible' in condition) return `se ve ${describeTarget(condition.visible)}`;
  if ('text' in condition) return `${describeTarget(condition.text.target)} dice «${condition.text.contains}»`;
  if ('url' in condition) return `la dirección es como ${condition.url}`;
  if ('equals' in condition) return `${String(condition.equals[0])} es igual a ${String(condition.equals[1])}`;
  if ('empty' in condition) return `${condition.empty} está vacío`;
  if ('not' in condition) return `no se cumple que ${describeCondition(condition.not)}`;
  if ('all' in condition) return condition.all.map(describeCondition).join(' y ');
  return condition.any.map(describeCondition).join(' o ');
}
