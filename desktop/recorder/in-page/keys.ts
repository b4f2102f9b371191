import { elementOf, type Capture } from './capture-context.ts';
import { editingHost, isTypedField } from './controls.ts';

/*
 * Keys that do something, never those that write: what is written is told by the field. In a secret field only the keys
 * that leave it.
 */

const LEAVING = new Set(['Enter', 'Tab', 'Escape']);
const MOVING = new Set(['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageUp', 'PageDown']);
const FUNCTION = /^F([1-9]|1[0-2])$/;
/** Of a text field: they move the caret or change the text, which the field tells itself. */
const EDITING = /^(?:Backspace|Delete|Insert|Home|End|ArrowLeft|ArrowRight|PageUp|PageDown)$/;
const ALONE = new Set([
  'Control',
  'Shift',
  'Alt',
  'Meta',
  'AltGraph',
  'CapsLock',
  'Dead',
  'Process',
  'Unidentified',
  'NumLock',
]);
const RECORDER_KEYS = new Set(['F6', 'F8', 'F9', 'F10', 'F12']);
const TEXT_CHORDS = new Set(['a', 'c', 'v', 'x', 'z', 'y']);

function chordOf(event: KeyboardEvent): string {
  const key = event.key === ' ' ? 'Space' : event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const held = [event.ctrlKey && 'Control', event.altKey && 'Alt', event.metaKey && 'Meta', event.shiftKey && 'Shift'];
  return [...held.filter((one) => one !== false), key].join('+');
}

/** Is it a key to record, and not one that writes, moves a caret or belongs to the recorder? */
function isActing(event: KeyboardEvent, element: Element, secret: boolean): boolean {
  const { key } = event;
  if (event.isComposing || event.repeat || ALONE.has(key) || RECORDER_KEYS.has(key)) return false;
  if (event.getModifierState('AltGraph')) return false;
  if (secret) return LEAVING.has(key);
  const isText = isTypedField(element) || editingHost(element) !== null;
  const chord = event.ctrlKey || event.metaKey;
  if (key.length === 1 && !chord) {
    if (key !== ' ' || isText) return false;
    // The space bar on a box or a list is told as their change.
    return element.matches(
      'button,summary,a,[role=button],[role=tab],[role=menuitem],input[type=button],input[type=submit]',
    );
  }
  if (key.length === 1) return !TEXT_CHORDS.has(key.toLowerCase());
  if (element instanceof HTMLSelectElement || element.matches('input[type=radio],input[type=checkbox]'))
    return key === 'Enter' || key === 'Tab' || FUNCTION.test(key);
  if (isText) {
    const writesLines = !(element instanceof HTMLInputElement);
    if (EDITING.test(key) || (key === 'Enter' && writesLines && !chord)) return false;
    if (MOVING.has(key))
      return (
        !(
          element instanceof HTMLInputElement &&
          /^(?:number|range|date|time|month|week|datetime-local)$/.test(element.type)
        ) && !writesLines
      );
  }
  return LEAVING.has(key) || MOVING.has(key) || FUNCTION.test(key) || key === 'Delete' || key === 'Backspace';
}

export function listenToKeys(capture: Capture): void {
  window.addEventListener(
    'keydown',
    (event) => {
      const element = elementOf(event);
      if (!capture.counts(event) || element === null) return;
      const secret = capture.secrets.isSecret(element);
      if (!isActing(event, element, secret)) return;
      const nowhere = element === document.body || element === document.documentElement;
      capture.emit({
        kind: 'press',
        key: secret ? event.key : chordOf(event),
        ...(nowhere ? {} : { target: capture.describe(element) }),
      });
    },
    { capture: true, passive: true, signal: capture.signal },
  );
}
