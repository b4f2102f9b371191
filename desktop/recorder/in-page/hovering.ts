import { elementOf, now, type Capture } from './capture-context.ts';
import { controlOf } from './controls.ts';

/*
 * A click on something that came up only because the pointer stood on something else needs that hover first. Whether an
 * element was hidden a moment ago is known from looking now and then.
 */

const LOOK_MS = 300;
const MOST = 400;
const FRESH_MS = 1500;
const ITEMS = 'a[href],button,[role="menuitem"],[role="option"],li,input[type=button],input[type=submit]';

interface Entered {
  element: Element;
  at: number;
}

export function listenToHovering(capture: Capture): void {
  const { signal } = capture;
  const options = { capture: true, passive: true, signal };
  const hiddenAt = new WeakMap<Element, number>();
  let entered: Entered[] = [];
  let lastAct = 0;
  const isShown = (element: Element): boolean =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true });

  const look = (): void => {
    if (document.visibilityState !== 'visible' || capture.isQuiet()) return;
    const at = now();
    for (const item of [...document.querySelectorAll(ITEMS)].slice(0, MOST)) if (!isShown(item)) hiddenAt.set(item, at);
  };
  const timer = setInterval(look, LOOK_MS);
  signal.addEventListener('abort', () => clearInterval(timer));

  window.addEventListener(
    'pointerover',
    (event) => {
      const element = elementOf(event);
      if (!capture.counts(event) || element === null) return;
      const control = controlOf(element);
      if (entered.at(-1)?.element === control || (control.childElementCount > 20 && !control.matches(ITEMS))) return;
      entered = [...entered.slice(-9), { element: control, at: now() }];
    },
    options,
  );
  window.addEventListener(
    'pointerdown',
    (event) => {
      const element = elementOf(event);
      if (!capture.counts(event) || element === null) return;
      const control = controlOf(element);
      const wasHidden = hiddenAt.get(control) ?? hiddenAt.get(control.closest('li') ?? control) ?? 0;
      const since = lastAct;
      lastAct = now();
      if (wasHidden === 0 || wasHidden < since || now() - wasHidden > FRESH_MS * 4) return;
      const opener = entered.findLast(
        ({ element: one, at }) =>
          at > since &&
          at >= wasHidden - LOOK_MS &&
          at - wasHidden < FRESH_MS &&
          one !== control &&
          !control.contains(one) &&
          isOutside(one, control),
      );
      if (opener !== undefined)
        capture.emit({ kind: 'hover', target: capture.describe(opener.element), guessed: true }, opener.at);
    },
    options,
  );
  window.addEventListener('keydown', () => (lastAct = now()), options);
}

/** It was there to be pointed at before: not part of what came up. */
function isOutside(opener: Element, control: Element): boolean {
  return !(opener.contains(control) && opener.childElementCount > 3);
}
