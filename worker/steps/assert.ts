import type { StepOf } from '@sri/shared/model/step.ts';
import { AppError } from '@sri/shared/errors.ts';
import { cleanText } from '@sri/shared/lang/clean-text.ts';
import { describeFrames, describeTarget } from '../browser/describe-target.ts';
import { locate } from '../browser/locate.ts';
import { look } from '../browser/look.ts';
import { readInPage } from '../browser/page-reader.ts';
import { until } from '../browser/until.ts';
import { matchesUrl } from '../browser/url-pattern.ts';
import { countMatches } from './count-matches.ts';
import { guarded } from './act.ts';
import { defineStep, passed, type StepContext } from './step.ts';

/** A check of what a portal shows has no need to wait as long as an act. */
const ASSERT_TIMEOUT_MS = 10_000;
const READ_MS = 2000;

type AssertStep = StepOf<'assert'>;
type Target = NonNullable<AssertStep['target']>;

const shorten = (text: string): string => (text.length > 200 ? `${text.slice(0, 200)}...` : text);

/** What does not hold now of text and value: expected and found. Null when the element is not there as exactly one. */
async function faultOfContent(
  target: Target,
  { text, value }: AssertStep,
  context: StepContext,
): Promise<string | null | undefined> {
  const { found } = await look(context.page, target, 'attached', context.scope);
  if (found === undefined) return null;
  const words = `${describeTarget(target)}${describeFrames(target)}`;
  const read = await guarded(context, `leer ${words}`, () => readInPage(found.locator, 'readValue', {}, READ_MS));
  const seen = cleanText(read.value ?? '');
  if (text !== undefined && !seen.includes(cleanText(text)))
    return `Se esperaba que ${words} dijera «${text}» y dice «${shorten(seen)}»`;
  if (value === undefined) return undefined;
  const held = await guarded(context, `leer ${words}`, () =>
    readInPage(found.locator, 'readValue', { attribute: 'value' }, READ_MS),
  );
  if ((held.value ?? '') === value) return undefined;
  return `Se esperaba que ${words} tuviera el valor «${value}» y tiene «${shorten(held.value ?? '')}»`;
}

async function faultOfCount(
  target: Target,
  { count, visible, text, value }: AssertStep,
  context: StepContext,
): Promise<string | undefined> {
  const seen = await countMatches(context.page, target, 'visible', context.scope);
  const words = `${describeTarget(target)}${describeFrames(target)}`;
  if (count !== undefined && seen !== count) return `Se esperaban ${count} de ${words} y hay ${seen}`;
  if (visible === false && seen > 0) return `Se esperaba que no se viera ${words} y se ve`;
  const mustBeSeen =
    visible === true || (visible === undefined && count === undefined && text === undefined && value === undefined);
  if (mustBeSeen && seen === 0) return `Se esperaba ver ${words} y no se ve`;
  return undefined;
}

/** The first thing that does not hold now; undefined when all does, null when an element whose content is asked for is missing. */
async function faultNow(step: AssertStep, context: StepContext): Promise<string | null | undefined> {
  const { target, url, text, value } = step;
  if (url !== undefined && !matchesUrl(context.page.url(), url))
    return `Se esperaba una dirección como ${url} y es ${context.page.url()}`;
  if (target === undefined) return undefined;
  const counted = await faultOfCount(target, step, context);
  if (counted !== undefined || (text === undefined && value === undefined)) return counted;
  return faultOfContent(target, step, context);
}

export const assert = defineStep({
  type: 'assert',
  defaultTimeoutMs: ASSERT_TIMEOUT_MS,
  describe: ({ target, url, text, value, count, visible }) => {
    if (target === undefined) return `comprobar que la dirección es como ${url ?? ''}`;
    const words = describeTarget(target);
    if (text !== undefined) return `comprobar que ${words} dice «${text}»`;
    if (value !== undefined) return `comprobar que ${words} tiene el valor «${value}»`;
    if (count !== undefined) return `comprobar que hay ${count} de ${words}`;
    return `comprobar que ${visible === false ? 'no ' : ''}se ve ${words}`;
  },
  run: async (step, context) => {
    let fault: string | null | undefined;
    const holds = await until(context.scope, async () => {
      fault = await faultNow(step, context);
      return fault === undefined ? true : undefined;
    });
    if (holds === true) return passed(undefined);
    // Missing or ambiguous: locate says which, and where.
    if (fault === null && step.target !== undefined) await locate(context.page, step.target, context.scope, 'attached');
    throw new AppError('assertion_failed', `${fault ?? 'La comprobación no se cumplió'}, en ${context.page.url()}`, {
      hint: 'Mira la captura: el portal mostró otra cosa, o la comprobación ya no es la correcta.',
    });
  },
});
