import { nameOf } from './name-of.ts';
import { normalText } from './normal-text.ts';
import { roleOf } from './role-of.ts';

type Root = Document | ShadowRoot;

/** One look at the document: what was found or named once is not asked of the page again. */
export interface Look {
  roots: readonly Root[];
  /** In the document and in every open shadow root, as the robot's selectors do. */
  query(selector: string): Element[];
  /** Every text of the document that is not empty, in lower case. */
  texts(): readonly { node: Text; text: string }[];
  visible(element: Element): boolean;
  role(element: Element): string | null;
  name(element: Element): string;
}

function rootsIn(root: Root, found: Root[]): Root[] {
  found.push(root);
  for (const element of root.querySelectorAll('*')) if (element.shadowRoot !== null) rootsIn(element.shadowRoot, found);
  return found;
}

/** The parent that an element is drawn in, out of shadow roots too. */
export function parentOf(element: Node): Element | null {
  const parent = element.parentNode;
  if (parent instanceof Element) return parent;
  return parent instanceof ShadowRoot ? parent.host : null;
}

/** Is it drawn, with a size? Transparent counts as drawn. */
export function isVisible(element: Element): boolean {
  if (element instanceof HTMLOptionElement || element instanceof HTMLOptGroupElement) {
    const list = element.closest('select');
    return list !== null && isVisible(list);
  }
  if (!element.checkVisibility({ visibilityProperty: true })) return false;
  if (getComputedStyle(element).display === 'contents') return [...element.children].some(isVisible);
  const { width, height } = element.getBoundingClientRect();
  return width > 0 && height > 0;
}

function textsIn(roots: readonly Root[]): { node: Text; text: string }[] {
  const found: { node: Text; text: string }[] = [];
  for (const root of roots) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = normalText(node.nodeValue ?? '').toLowerCase();
      if (text !== '') found.push({ node: node as Text, text });
    }
  }
  return found;
}

function remembered<T>(ask: (element: Element) => T): (element: Element) => T {
  const known = new Map<Element, T>();
  return (element) => {
    if (!known.has(element)) known.set(element, ask(element));
    return known.get(element) as T;
  };
}

export function takeLook(): Look {
  const roots = rootsIn(document, []);
  let texts: ReturnType<typeof textsIn> | undefined;
  return {
    roots,
    query: (selector) => {
      try {
        return roots.flatMap((root) => [...root.querySelectorAll(selector)]);
      } catch {
        return [];
      }
    },
    texts: () => (texts ??= textsIn(roots)),
    visible: remembered(isVisible),
    role: remembered(roleOf),
    name: remembered(nameOf),
  };
}
