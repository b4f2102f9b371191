import { computeAccessibleName } from 'dom-accessibility-api';
import { elementText, normalText } from './normal-text.ts';

const WITHOUT_PLACEHOLDER = new Set([
  'checkbox',
  'radio',
  'range',
  'color',
  'file',
  'submit',
  'button',
  'image',
  'reset',
]);

/** The accessible name, as the robot computes it: a field without label is named by its title, then by its placeholder. */
export function nameOf(element: Element): string {
  const options = { getComputedStyle: window.getComputedStyle.bind(window), computedStyleSupportsPseudoElements: true };
  let name = '';
  try {
    name = normalText(computeAccessibleName(element, options));
  } catch {
    // An element that the page takes away meanwhile has no name.
  }
  if (name !== '') return name;
  if (element instanceof HTMLTextAreaElement)
    return normalText(element.title !== '' ? element.title : element.placeholder);
  if (!(element instanceof HTMLInputElement) || WITHOUT_PLACEHOLDER.has(element.type)) return name;
  return normalText(element.title !== '' ? element.title : element.placeholder);
}

function ofLabelling(element: Element): string[] | null {
  const ids = element.getAttribute('aria-labelledby');
  if (ids === null) return null;
  const root = element.getRootNode() as Document | ShadowRoot;
  const found = ids.split(/\s+/).flatMap((id) => (id === '' ? [] : [root.querySelector(`#${CSS.escape(id)}`)]));
  const texts = found.flatMap((one) => (one === null ? [] : [elementText(one)]));
  return texts.length === 0 ? null : texts;
}

/** The labels by which the robot looks for an element: what labels it by ARIA, else its `label` elements. */
export function labelsOf(element: Element): string[] {
  const labelled = ofLabelling(element);
  if (labelled !== null) return labelled;
  const own = normalText(element.getAttribute('aria-label') ?? '');
  if (own !== '') return [own];
  const isControl =
    element instanceof HTMLInputElement ||
    element instanceof HTMLTextAreaElement ||
    element instanceof HTMLSelectElement;
  if (!isControl || element.labels === null) return [];
  return [...element.labels].map((label) => elementText(label)).filter((text) => text !== '');
}
