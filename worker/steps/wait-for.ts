import type { StepOf } from '@sri/shared/model/step.ts';
import { AppError } from '@sri/shared/errors.ts';
import { describeFrames, describeTarget } from '../browser/describe-target.ts';
import { describePage, seconds } from '../browser/element-error.ts';
import { locate } from '../browser/locate.ts';
import { within } from '../browser/scope.ts';
import { until } from '../browser/until.ts';
import { matchesUrl } from '../browser/url-pattern.ts';
import { countMatches } from './count-matches.ts';
import { defineStep, passed, type StepContext, type StepResult } from './step.ts';

const MAX_FRAMES = 20;

async function late(what: string, context: StepContext): Promise<AppError> {
  return new AppError(
    'step_timeout',
    `${what} en ${seconds(context.timeoutMs)}, en ${await describePage(context.page)}`,
    {
      hint: 'La página pudo cambiar o tardar más: mira la captura, o da más tiempo al paso (timeoutMs).',
    },
  );
}

/** Waits until some element matches: several are as good as one, for nothing is done to them. */
async function forElement(
  target: NonNullable<StepOf<'waitFor'>['target']>,
  state: 'visible' | 'attached',
  context: StepContext,
): Promise<StepResult> {
  const { page, scope } = context;
  const appeared = await until(scope, async () =>
    (await countMatches(page, target, state, scope)) > 0 ? true : undefined,
  );
  // What locate says of an element that is not there is what a person needs to know.
  if (appeared === undefined) await locate(page, target, scope, state);
  return passed(undefined);
}

async function untilGone(
  target: NonNullable<StepOf<'waitFor'>['target']>,
  state: 'hidden' | 'gone',
  context: StepContext,
): Promise<StepResult> {
  const { page, scope } = context;
  const presence = state === 'gone' ? 'attached' : 'visible';
  const gone = await until(scope, async () =>
    (await countMatches(page, target, presence, scope)) === 0 ? true : undefined,
  );
  if (gone === undefined)
    throw await late(`${describeTarget(target)}${describeFrames(target)} sigue en la página`, context);
  return passed(undefined);
}

async function textSeen(text: string, { page, scope }: StepContext): Promise<true | undefined> {
  for (const frame of page.frames().slice(0, MAX_FRAMES)) {
    const matches = frame.getByText(text).filter({ visible: true });
    if ((await within(scope, matches.count()).catch(() => 0)) > 0) return true;
  }
  return undefined;
}

export const waitFor = defineStep({
  type: 'waitFor',
  describe: ({ target, state, url, response, text }) => {
    if (url !== undefined) return `esperar la dirección ${url}`;
    if (response !== undefined) return `esperar la respuesta de ${response}`;
    if (text !== undefined) return `esperar el texto «${text}»`;
    const what = target === undefined ? 'el elemento' : describeTarget(target);
    return state === 'hidden' || state === 'gone' ? `esperar a que desaparezca ${what}` : `esperar ${what}`;
  },
  run: async ({ target, state = 'visible', url, response, text }, context) => {
    const { page, scope, activity } = context;
    if (target !== undefined) {
      if (state === 'hidden' || state === 'gone') return untilGone(target, state, context);
      return forElement(target, state, context);
    }
    const ask = async (): Promise<true | undefined> => {
      if (url !== undefined) return matchesUrl(page.url(), url) || undefined;
      // The answer may have come while the step before was still at work.
      if (response !== undefined)
        return (
          activity.answered(context.previousStartedAt).some((address) => matchesUrl(address, response)) || undefined
        );
      return textSeen(text ?? '', context);
    };
    if ((await until(scope, ask)) !== undefined) return passed(undefined);
    if (url !== undefined) throw await late(`La dirección no llegó a ser como ${url}`, context);
    if (response !== undefined) throw await late(`No llegó ninguna respuesta de ${response}`, context);
    throw await late(`No apareció el texto «${text ?? ''}»`, context);
  },
});
