import { cssString } from './css-text.ts';
import { parentOf, type Look } from './look.ts';
import { isGenerated } from './stable.ts';

/** Parts of a page that its author named as such. */
const LANDMARKS =
  'nav,main,header,footer,aside,search,[role="navigation"],[role="main"],[role="banner"],[role="contentinfo"],[role="complementary"],[role="search"],[role="dialog"],dialog';

/** CSS of the nearest part around an element that there is only one of: by its id, else a landmark. Empty: there is none. */
export function scopeOf(look: Look, element: Element): string {
  for (let at = parentOf(element); at !== null && at !== document.body; at = parentOf(at)) {
    if (at.getRootNode() !== element.getRootNode()) return '';
    if (at.id !== '' && !isGenerated(at.id)) return `#${CSS.escape(at.id)}`;
    const landmark = LANDMARKS.split(',').find((selector) => at.matches(selector));
    if (landmark === undefined) continue;
    const label = at.getAttribute('aria-label') ?? '';
    const named = label === '' ? landmark : `${landmark}[aria-label=${cssString(label)}]`;
    if (look.query(named).length === 1) return named;
  }
  return '';
}

/** What the nearest heading before an element says: what a person would call a table that has no name. */
export function headingBefore(element: Element): Element | undefined {
  const root = element.getRootNode() as Document | ShadowRoot;
  return [...root.querySelectorAll('h1,h2,h3,h4,h5,h6,legend')].findLast(
    (heading) => (heading.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0,
  );
}
