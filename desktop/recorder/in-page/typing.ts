import type { Described } from '../messages.ts';
import { elementOf, now, type Capture } from './capture-context.ts';
import { editingHost, isTypedField } from './controls.ts';

/** One message for a field: so long after the last key, or when something else happens. */
const HOLD_MS = 500;

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLElement;
interface Held {
  target: Described;
  secret: boolean;
  value: string;
  at: number;
  dirty: boolean;
  timer: ReturnType<typeof setTimeout> | undefined;
}

const fieldOf = (event: Event): Field | null => {
  const element = elementOf(event);
  if (element === null) return null;
  return isTypedField(element) ? element : editingHost(element);
};
const valueOf = (field: Field): string => (isTypedField(field) ? field.value : field.innerText);

/** What is written into fields: one message for each time that somebody writes. */
export function listenToTyping(capture: Capture): void {
  const { secrets, signal } = capture;
  const fields = new Map<Field, Held>();
  const options = { capture: true, passive: true, signal };

  const flush = (field: Field, held: Held): void => {
    clearTimeout(held.timer);
    if (!held.dirty) return;
    held.dirty = false;
    fields.delete(field);
    // Asked again: a field may have become a password since, and then its text goes nowhere.
    if (held.secret || secrets.isSecret(field)) {
      secrets.remember(field);
      const name = field.getAttribute('name') ?? '';
      return capture.emit({ kind: 'secret', target: held.target, field: name.slice(0, 200) }, held.at);
    }
    capture.emit({ kind: 'fill', target: held.target, value: held.value.slice(0, 20_000) }, held.at);
  };
  const flushAll = (): void => {
    for (const [field, held] of fields) flush(field, held);
  };
  const holdFor = (field: Field): Held => {
    const known = fields.get(field);
    if (known !== undefined) return known;
    secrets.sweep();
    const held: Held = {
      target: capture.describe(field),
      secret: secrets.isSecret(field),
      value: '',
      at: now(),
      dirty: false,
      timer: undefined,
    };
    for (const [other, one] of fields) if (!one.dirty) fields.delete(other);
    fields.set(field, held);
    return held;
  };

  // Before the page reacts to the first key, so that the field is described as it stood.
  window.addEventListener(
    'beforeinput',
    (event) => {
      const field = fieldOf(event);
      if (field !== null && capture.counts(event)) holdFor(field);
    },
    options,
  );
  const onInput = (event: Event): void => {
    const field = fieldOf(event);
    if (field === null || !capture.counts(event)) return;
    const held = holdFor(field);
    held.secret ||= secrets.isSecret(field);
    if (held.secret) secrets.remember(field);
    held.value = held.secret ? '' : valueOf(field);
    held.at = now();
    held.dirty = true;
    clearTimeout(held.timer);
    held.timer = setTimeout(() => flush(field, held), HOLD_MS);
  };
  window.addEventListener('input', onInput, options);
  const onLeave = (event: Event): void => {
    const field = fieldOf(event);
    const held = field === null ? undefined : fields.get(field);
    if (field === null || held === undefined || !held.dirty) return;
    // A portal may tidy up what was written, as dots in a tax number: what stands there now counts.
    if (!held.secret && event.type === 'change') held.value = valueOf(field);
    flush(field, held);
  };
  window.addEventListener('change', onLeave, options);
  window.addEventListener('blur', onLeave, options);
  window.addEventListener('pagehide', flushAll, options);
  capture.beforeEmit(flushAll);
}
