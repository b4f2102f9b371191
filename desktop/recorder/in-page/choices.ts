import type { Described } from '../messages.ts';
import { elementOf, now, type Capture } from './capture-context.ts';
import { normalText } from './normal-text.ts';

const EXPLAINED_MS = 1000;

/** Options by their text; by their value where the text is empty or there twice. */
function chosen(list: HTMLSelectElement): string[] {
  const texts = [...list.options].map(({ text }) => normalText(text));
  return [...list.selectedOptions].map((option) => {
    const text = normalText(option.text);
    return text !== '' && texts.filter((one) => one === text).length === 1 ? text : option.value;
  });
}

const isBox = (element: Element | null): element is HTMLInputElement =>
  element instanceof HTMLInputElement && (element.type === 'checkbox' || element.type === 'radio');

/** Lists, boxes, files, and forms that are sent. */
export function listenToChoices(capture: Capture): void {
  const options = { capture: true, passive: true, signal: capture.signal };
  const before = new WeakMap<Element, Described>();
  let actedAt = 0;

  const describeFirst = (event: Event): void => {
    const element = elementOf(event);
    if (!capture.counts(event) || element === null) return;
    actedAt = now();
    const box = isBox(element) ? element : element.closest('label')?.control;
    if (isBox(box ?? null)) before.set(box as Element, capture.describe(box as Element));
    else if (element instanceof HTMLSelectElement) before.set(element, capture.describe(element));
  };
  for (const type of ['pointerdown', 'keydown'] as const) window.addEventListener(type, describeFirst, options);

  window.addEventListener(
    'change',
    (event) => {
      const element = elementOf(event);
      if (!capture.counts(event) || element === null) return;
      const target = (): Described => {
        const kept = before.get(element);
        before.delete(element);
        return kept ?? capture.describe(element);
      };
      if (isBox(element)) return capture.emit({ kind: 'check', target: target(), checked: element.checked });
      if (element instanceof HTMLSelectElement) {
        if (!capture.secrets.isSecret(element))
          return capture.emit({ kind: 'choose', target: target(), values: chosen(element) });
        return capture.emit({ kind: 'secret', target: target(), field: element.name.slice(0, 200) });
      }
      if (element instanceof HTMLInputElement && element.type === 'file')
        capture.emit({ kind: 'upload', target: target(), count: element.files?.length ?? 0 });
    },
    options,
  );
  window.addEventListener(
    'submit',
    (event) => {
      const form = elementOf(event);
      const field = document.activeElement;
      if (!capture.counts(event) || form === null || field === null || now() - actedAt < EXPLAINED_MS) return;
      if (form.contains(field) && field instanceof HTMLInputElement)
        capture.emit({ kind: 'submit', target: capture.describe(field) });
    },
    options,
  );
}
