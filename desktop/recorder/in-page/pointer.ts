import type { Described } from '../messages.ts';
import { elementOf, now, type Capture } from './capture-context.ts';
import { controlOf, editingHost, isTypedField, labelledControl } from './controls.ts';
import { describePoint } from './describe.ts';
import { describeContext } from './context-text.ts';

const BUTTONS = ['left', 'middle', 'right'] as const;
/** A click that a key caused comes right after it. */
const KEY_MS = 500;

interface Held {
  element: Element;
  target: Described;
  clicked: boolean;
}

/** Fields whose change is the step: the click on them only brings the focus. */
function saysItself(element: Element): boolean {
  if (isTypedField(element)) return !element.readOnly;
  if (element instanceof HTMLInputElement) return ['checkbox', 'radio', 'file'].includes(element.type);
  return element instanceof HTMLSelectElement || element instanceof HTMLOptionElement || editingHost(element) !== null;
}

function describeHit(capture: Capture, element: Element, event: MouseEvent): Described {
  const isClosed =
    element.tagName.includes('-') &&
    element.shadowRoot === null &&
    element.childElementCount === 0 &&
    element.textContent.trim() === '';
  if (element instanceof HTMLCanvasElement || isClosed)
    return describePoint(element, event.clientX, event.clientY, capture.secrets.isTainted);
  return capture.describe(element);
}

/** Clicks of every button, described before the page reacts to them. */
export function listenToPointer(capture: Capture): void {
  const { signal } = capture;
  const options = { capture: true, passive: true, signal };
  let held: Held | null = null;
  let keyAt = 0;

  const emitClick = (target: Described, button: (typeof BUTTONS)[number], count: number): void =>
    capture.emit({ kind: 'click', target, button, count: Math.min(3, Math.max(1, count)) });
  const isMeant = (element: Element): boolean => {
    if (element === document.documentElement || element === document.body) return false;
    if (saysItself(element)) return false;
    return element.tagName !== 'LABEL' || labelledControl(element) === null;
  };

  window.addEventListener(
    'pointerdown',
    (event) => {
      held = null;
      capture.secrets.sweep();
      const element = elementOf(event);
      if (!capture.counts(event) || element === null) return;
      const control = controlOf(element);
      if (isMeant(control)) held = { element: control, target: describeHit(capture, control, event), clicked: false };
    },
    options,
  );
  const onClick = (event: MouseEvent): void => {
    const element = elementOf(event);
    if (!capture.counts(event) || element === null) return;
    if (event.detail === 0 && now() - keyAt < KEY_MS) return;
    const control = controlOf(element);
    const kept = held;
    if (kept !== null) kept.clicked = true;
    if (!isMeant(control) && (kept === null || kept.element.isConnected)) return;
    const button = BUTTONS[event.button];
    if (button === undefined || button === 'right') return;
    // A page that draws itself anew under the pointer: what was pressed is what was meant.
    const isPressed =
      kept !== null && (kept.element === control || !kept.element.isConnected || kept.element.contains(control));
    emitClick(isPressed ? kept.target : describeHit(capture, control, event), button, event.detail);
  };
  window.addEventListener('click', onClick, options);
  window.addEventListener('auxclick', onClick, options);
  window.addEventListener('keydown', () => (keyAt = now()), options);
  window.addEventListener(
    'pointerup',
    (event) => {
      const pressed = held;
      if (pressed === null || !capture.counts(event) || event.button > 1) return;
      // The click comes in this same task, unless the page has taken away what was pressed.
      setTimeout(() => {
        if (!pressed.clicked && !pressed.element.isConnected && !signal.aborted) {
          pressed.clicked = true;
          emitClick(pressed.target, BUTTONS[event.button] ?? 'left', 1);
        }
      }, 0);
    },
    options,
  );
  window.addEventListener(
    'contextmenu',
    (event) => {
      const element = elementOf(event);
      if (!capture.counts(event) || element === null) return;
      const control = controlOf(element);
      capture.emit({ kind: 'context', target: capture.describe(control), text: describeContext(capture, control) });
    },
    options,
  );
}
