/** White space of any kind as one space, as the robot compares texts. */
export function normalText(text: string): string {
  return text
    .replaceAll(/[\u200b\u00ad]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

const SKIPPED = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT', 'HEAD', 'TEMPLATE']);
const CAPTIONED = new Set(['submit', 'button', 'reset']);

function rawText(node: Node, limit: { left: number }): string {
  if (limit.left <= 0) return '';
  if (node.nodeType === Node.TEXT_NODE) {
    const text = node.nodeValue ?? '';
    limit.left -= text.length;
    return text;
  }
  if (!(node instanceof Element || node instanceof ShadowRoot)) return '';
  if (node instanceof Element && SKIPPED.has(node.tagName)) return '';
  if (node instanceof HTMLInputElement) return CAPTIONED.has(node.type) ? node.value : '';
  let text = '';
  for (const child of node.childNodes) text += rawText(child, limit);
  if (node instanceof Element && node.shadowRoot !== null) text += rawText(node.shadowRoot, limit);
  return text;
}

/** The text that an element holds, as the robot reads it for comparing: captions of buttons in, values of fields out. */
export function elementText(element: Node, longest = 4000): string {
  return normalText(rawText(element, { left: longest }));
}
