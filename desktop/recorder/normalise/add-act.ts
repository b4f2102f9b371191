import type { ActEvent } from '../raw-event.ts';
import { stepOf, type Made } from './act-steps.ts';
import { sameTarget, targetOf } from './target-of.ts';
import { causeOf, type State, type Work } from './work.ts';

const DOUBLE_CLICK_MS = 1000;
const EXPLAINED_MS = 1000;
const BUSY_MS = 2000;

/** The second of two alike acts takes the place of the first: a field written on, a list chosen in again, a double click. */
function merges(last: Work | undefined, { step }: Made, event: ActEvent): boolean {
  if (last === undefined || last.page !== event.page || last.closed) return false;
  if (!('target' in last.step) || !('target' in step) || !sameTarget(last.step.target, step.target)) return false;
  if (step.type === 'click') {
    const before = last.step.type === 'click' ? (last.step.count ?? 1) : 0;
    return last.step.type === 'click' && (step.count ?? 1) === before + 1 && event.at - last.at <= DOUBLE_CLICK_MS;
  }
  return last.step.type === step.type && ['fill', 'fillSecret', 'choose', 'setChecked', 'upload'].includes(step.type);
}

function push(state: State, event: ActEvent, made: Made): void {
  const { page, at } = event;
  const { about, flags, step, sample } = made;
  const ambiguous = about !== undefined && about.candidates.length === 0;
  const work: Work = {
    step: page === 'main' ? step : { ...step, page },
    ...(about === undefined ? {} : { strength: about.strength }),
    flags: ambiguous ? [...flags, 'ambiguous'] : flags,
    ...(sample === undefined ? {} : { sample }),
    firstAt: at,
    at,
    page,
    visible: about?.visible ?? false,
    led: {},
    closed: false,
  };
  const last = state.steps.at(-1);
  if (last === undefined || !merges(last, made, event)) return void state.steps.push(work);
  // The element is described as it stood before the first act, and keeps its step's id.
  state.steps[state.steps.length - 1] = { ...work, step: { ...work.step, id: last.step.id }, firstAt: last.firstAt };
}

/** Values that were pointed at one after the other are one reading. */
function joinsReading(state: State, event: ActEvent, made: Made): boolean {
  const last = state.steps.at(-1);
  if (made.step.type !== 'extract' || last?.step.type !== 'extract' || last.page !== event.page) return false;
  const taken = new Set(last.step.fields.map(({ name }) => name));
  for (const field of made.step.fields) {
    let { name } = field;
    for (let next = 2; taken.has(name); next += 1) name = `${field.name}_${next}`;
    last.step = { ...last.step, fields: [...last.step.fields, { ...field, name }] };
  }
  last.sample = [...(last.sample ?? []), ...(made.sample ?? [])];
  return true;
}

const STRAYED_MS = 5000;

/** The portal went to its login page by itself: the session ended, and a flow looks for that here. */
function askedToLogIn(state: State, event: ActEvent): void {
  if (event.at - (state.strayedAt.get(event.page) ?? 0) > STRAYED_MS) return;
  if (state.steps.at(-1)?.step.type === 'checkSession') return;
  push(state, event, { step: { id: event.id, type: 'checkSession' }, about: undefined, flags: [] });
}

/** Adds what a person did in a page. */
export function addAct(state: State, event: ActEvent): void {
  const { act, page, at, id, frame } = event;
  if (act.kind === 'withheld') return void state.dropped.push({ id, because: 'secret' });
  if (act.kind === 'loginPage') return askedToLogIn(state, event);
  if (frame === null) {
    if (act.kind !== 'busy' && act.kind !== 'context') state.dropped.push({ id, because: 'frame' });
    return;
  }
  if (act.kind === 'context') return void state.contexts.set(id, { event, target: act.target, text: act.text });
  if (act.kind === 'busy') {
    const cause = causeOf(state, page, act.cameAt, BUSY_MS);
    if (cause !== undefined) cause.led.gone ??= { target: targetOf(act.target, frame), removed: act.removed, id };
    return;
  }
  if (act.kind === 'submit' && causeOf(state, page, at, EXPLAINED_MS) !== undefined) return;
  const made = stepOf(event, frame);
  if (made !== null && !joinsReading(state, event, made)) push(state, event, made);
}
