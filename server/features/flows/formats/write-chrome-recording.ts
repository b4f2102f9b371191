import type { Target } from '@sri/shared/model/locator.ts';
import type { Step, StepOf } from '@sri/shared/model/step.ts';
import { OWN_STEP } from './chrome-recording.ts';
import { writeFrame, writeSelectors } from './write-selectors.ts';

type Recorded = Record<string, unknown> & { type: string };

/** Chrome's own size for a recording; a flow has none, since the captured session brings it. */
const VIEWPORT = {
  type: 'setViewport',
  width: 1366,
  height: 768,
  deviceScaleFactor: 1,
  isMobile: false,
  hasTouch: false,
  isLandscape: false,
};
const BUTTONS = { left: 'primary', middle: 'auxiliary', right: 'secondary' } as const;

/** A template needs a value that a recording has no place for. */
const hasTemplate = (value: unknown): boolean => JSON.stringify(value ?? null).includes('{{');

/** Where the step acts; null where the format cannot say it. */
function placeOf(target: Target): Record<string, unknown> | null {
  const frame = writeFrame(target);
  const selectors = writeSelectors(target);
  if (frame === null || selectors.length === 0) return null;
  return { target: 'main', selectors, ...(frame.length === 0 ? {} : { frame }) };
}

function withTarget(target: Target, more: Recorded): Recorded[] | null {
  const place = placeOf(target);
  // A click lands on the middle of the element when its offset is 0, 0 of an unknown size: 1 px inside always hits it.
  return place === null ? null : [{ ...more, ...place }];
}

function clickOf({ target, count = 1, button = 'left' }: StepOf<'click'>): Recorded[] | null {
  if (count > 2) return null;
  const type = count === 2 ? 'doubleClick' : 'click';
  return withTarget(target, { type, offsetX: 1, offsetY: 1, button: BUTTONS[button] });
}

function keysOf({ key, target }: StepOf<'press'>): Recorded[] | null {
  const keys = key === '+' ? ['+'] : key.split('+');
  const down = keys.map((one): Recorded => ({ type: 'keyDown', target: 'main', key: one }));
  const up = keys.toReversed().map((one): Recorded => ({ type: 'keyUp', target: 'main', key: one }));
  if (target === undefined) return [...down, ...up];
  const focus = withTarget(target, { type: 'click', offsetX: 1, offsetY: 1 });
  return focus === null ? null : [...focus, ...down, ...up];
}

function waitOf({ target, state = 'visible', text, url, response }: StepOf<'waitFor'>): Recorded[] | null {
  if (target !== undefined) {
    if (state === 'visible' || state === 'attached')
      return withTarget(target, { type: 'waitForElement', ...(state === 'visible' ? { visible: true } : {}) });
    return withTarget(target, { type: 'waitForElement', operator: '==', count: 0 });
  }
  if (text === undefined || url !== undefined || response !== undefined) return null;
  const expression = `document.body.innerText.includes(${JSON.stringify(text)})`;
  return [{ type: 'waitForExpression', target: 'main', expression }];
}

function assertOf({ target, visible, count, text, value }: StepOf<'assert'>): Recorded[] | null {
  if (target === undefined || text !== undefined || value !== undefined) return null;
  if (count !== undefined) return withTarget(target, { type: 'waitForElement', operator: '==', count });
  if (visible === false) return withTarget(target, { type: 'waitForElement', operator: '==', count: 0 });
  return withTarget(target, { type: 'waitForElement', visible: true });
}

function translate(step: Step): Recorded[] | null {
  switch (step.type) {
    case 'navigate':
      return [{ type: 'navigate', url: step.url }];
    case 'click':
      return clickOf(step);
    case 'hover':
      return withTarget(step.target, { type: 'hover' });
    case 'fill':
      return withTarget(step.target, { type: 'change', value: step.value });
    case 'choose':
      // By value alone: where the option's text is another one, Chrome's recorder chooses nothing.
      return null;
    case 'press':
      return keysOf(step);
    case 'waitFor':
      return waitOf(step);
    case 'assert':
      return assertOf(step);
    default:
      return null;
  }
}

/**
 * Steps as a recording that Chrome's DevTools opens and @puppeteer/replay runs. What that format has no word for (data,
 * loops, variables, secrets) travels as a `customStep`, which its runner passes over and our import reads back.
 */
export function writeChromeRecording(title: string, steps: readonly Step[]): Record<string, unknown> {
  const written = steps.flatMap((step): Recorded[] => {
    if (step.disabled === true) return [own(step)];
    const translated = step.page === undefined && !hasTemplate(step) ? translate(step) : null;
    const timeout = step.timeoutMs === undefined ? {} : { timeout: step.timeoutMs };
    if (translated === null) return [own(step)];
    // A key opens the page when it goes down.
    const down = translated.findLastIndex(({ type }) => type === 'keyDown');
    const last = down === -1 ? translated.length - 1 : down;
    return translated.map((one, index) => ({ ...one, ...timeout, ...(index === last ? navigationOf(step) : {}) }));
  });
  return { title, steps: [VIEWPORT, ...written] };
}

function own(step: Step): Recorded {
  return { type: 'customStep', target: 'main', name: OWN_STEP, parameters: step };
}

/** The step waits for the page that it opens. */
function navigationOf({ after }: Step): Record<string, unknown> {
  if (after === undefined || !('load' in after || 'url' in after)) return {};
  return { assertedEvents: [{ type: 'navigation' }] };
}
