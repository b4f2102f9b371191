import { parentOf } from './look.ts';

/*
 * Which element an event is about: a click on the picture in a button is a click on the button.
 */

const CONTROLS = [
  'a[href]',
  'button',
  'input',
  'select',
  'textarea',
  'summary',
  'label',
  'option',
  ...['button', 'link', 'menuitem', 'menuitemcheckbox', 'menuitemradio', 'tab', 'option', 'treeitem'].map(
    (role) => `[role="${role}"]`,
  ),
  ...['checkbox', 'radio', 'switch', 'combobox'].map((role) => `[role="${role}"]`),
  '[role="gridcell"][tabindex]',
  '[onclick]',
].join(',');

const NOT_TYPED = new Set(['checkbox', 'radio', 'button', 'submit', 'reset', 'image', 'file', 'hidden']);

/** A field that one writes in, dates and colours included. */
export function isTypedField(element: Element): element is HTMLInputElement | HTMLTextAreaElement {
  if (element instanceof HTMLTextAreaElement) return true;
  return element instanceof HTMLInputElement && !NOT_TYPED.has(element.type);
}

/** The outermost element that is edited as a text, around or at an element. */
export function editingHost(element: Element): HTMLElement | null {
  if (!(element instanceof HTMLElement) || !element.isContentEditable) return null;
  let host: HTMLElement = element;
  for (let at = element.parentElement; at?.isContentEditable === true; at = at.parentElement) host = at;
  return host;
}

/** The nearest control around an element; else the element, a drawing's whole drawing. */
export function controlOf(element: Element): Element {
  for (let at: Element | null = element; at !== null; at = parentOf(at)) if (at.matches(CONTROLS)) return at;
  const drawing = element.closest('svg');
  return drawing === null ? element : (parentOf(drawing) ?? drawing);
}

/** The control that a click on an element goes on to, by its label; null where there is none. */
export function labelledControl(element: Element): HTMLElement | null {
  const label = element.closest('label');
  return label?.control ?? null;
}
