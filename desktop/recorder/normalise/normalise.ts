import type { After } from '@sri/shared/model/step-base.ts';
import { inOrder, type RawEvent } from '../raw-event.ts';
import { addAct } from './add-act.ts';
import { addFact } from './add-fact.ts';
import type { DraftStep, RecordedStep, Recording } from './recorded-step.ts';
import { sameTarget } from './target-of.ts';
import { emptyState, type Work } from './work.ts';

/*
 * Raw events to steps, as a fold over the events in their order of time: the same events give the same steps in whatever
 * order they arrived.
 */

const WAITS_FOR_NEXT = new Set<DraftStep['type']>(['click', 'press', 'choose']);

/** A Tab that only led to the next field: acting there does the same. */
function isPassing({ step, led, closed }: Work, next: Work | undefined): boolean {
  if (step.type !== 'press' || !/^(?:Shift\+)?Tab$/.test(step.key) || closed || led.response !== undefined)
    return false;
  return (
    next !== undefined &&
    'target' in next.step &&
    next.step.target !== undefined &&
    !sameTarget(step.target, next.step.target)
  );
}

/** What has to hold after a step before the flow goes on: the surest thing that was seen to follow it. */
function afterOf(work: Work, next: Work | undefined): After | undefined {
  const { led, step } = work;
  if (['navigate', 'download', 'back', 'reload', 'closePage'].includes(step.type)) return undefined;
  if (led.url !== undefined) return led.url;
  if (led.response !== undefined) return { response: led.response };
  if (led.gone !== undefined) return led.gone.removed ? { gone: led.gone.target } : undefined;
  if (!WAITS_FOR_NEXT.has(step.type) || next === undefined || next.page !== work.page || !next.visible)
    return undefined;
  const target = 'target' in next.step ? next.step.target : undefined;
  if (target === undefined || typeof target === 'string' || target.candidates.length === 0) return undefined;
  return { visible: target };
}

/** A cover that stays in the page, hidden, is waited for by a step of its own: to the robot it is not gone. */
function waitFor({ led, step }: Work): RecordedStep[] {
  const { gone, url, response } = led;
  if (gone === undefined || gone.removed || url !== undefined || response !== undefined || step.type === 'download')
    return [];
  const page = step.page === undefined ? {} : { page: step.page };
  return [{ step: { id: gone.id, type: 'waitFor', target: gone.target, state: 'hidden', ...page }, flags: [] }];
}

/** Names of saved data, each once. */
function numbered(steps: RecordedStep[]): RecordedStep[] {
  const seen = new Map<string, number>();
  return steps.map((one) => {
    const { saveAs } = one.step;
    if (saveAs === undefined) return one;
    const count = (seen.get(saveAs) ?? 0) + 1;
    seen.set(saveAs, count);
    return count === 1 ? one : { ...one, step: { ...one.step, saveAs: `${saveAs}${count}` } };
  });
}

export function normalise(events: readonly RawEvent[]): Recording {
  const state = emptyState();
  for (const event of inOrder(events)) {
    if (event.from === 'page') addAct(state, event);
    else addFact(state, event);
  }
  const kept = state.steps.filter((work, index) => !isPassing(work, state.steps[index + 1]));
  const steps = kept.flatMap((work, index): RecordedStep[] => {
    const after = afterOf(work, kept[index + 1]);
    const { step, strength, flags, sample } = work;
    const own: RecordedStep = {
      step: after === undefined ? step : { ...step, after },
      ...(strength === undefined ? {} : { strength }),
      flags,
      ...(sample === undefined ? {} : { sample }),
    };
    return [own, ...waitFor(work)];
  });
  return { steps: numbered(steps), dropped: state.dropped };
}
