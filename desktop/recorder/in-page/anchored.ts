import type { Candidate } from '@sri/shared/model/locator.ts';
import { cssString } from './css-text.ts';
import { containersWith, queryInside, ROWS } from './find-matches.ts';
import { parentOf, type Look } from './look.ts';
import { elementText, normalText } from './normal-text.ts';
import { isGenerated } from './stable.ts';

/*
 * "Row «Palta», button «Ver»": the element inside the nearest row, item, card or section that a text of its own tells
 * from the others.
 */

export interface Anchored {
  candidate: Extract<Candidate, { by: 'anchored' }>;
  /** It counts cells or places. */
  counted: boolean;
  anchor: string;
}

const REGIONS = 'li,[role="listitem"],[role="option"],article,fieldset,section,form,[role="group"],[role="region"],dl';
const MOST_CONTAINERS = 4;
const MOST_ANCHORS = 12;
const UNTITLED = 'script,style,noscript,template,option,select,textarea';

const plainClasses = (element: Element): string[] =>
  [...element.classList].filter((name) => !isGenerated(name)).slice(0, 2);

/** CSS of an element that stands among others of its kind; empty where it does not. */
function kindOf(element: Element): string {
  if (element.matches(ROWS)) return ROWS;
  const region = REGIONS.split(',').find((selector) => element.matches(selector));
  if (region !== undefined) return region;
  const classes = plainClasses(element);
  const siblings = [...(element.parentElement?.children ?? [])];
  const own = classes.map((name) => `.${CSS.escape(name)}`).join('');
  const kind = `${element.tagName.toLowerCase()}${own}`;
  return own !== '' && siblings.filter((one) => one.matches(kind)).length > 1 ? kind : '';
}

/** Around the element, the nearest first; one that is the only one of its kind tells nothing apart. */
function containersOf(look: Look, element: Element): { container: Element; kind: string }[] {
  const found: { container: Element; kind: string }[] = [];
  for (let at = parentOf(element); at !== null && found.length < MOST_CONTAINERS; at = parentOf(at)) {
    if (at === document.body || at.getRootNode() !== element.getRootNode()) break;
    const kind = kindOf(at);
    if (kind !== '' && look.query(kind).length > 1) found.push({ container: at, kind });
  }
  return found;
}

/** How well a text names a row: words before numbers, short before long, a heading first. */
function worth(element: Element, text: string): number {
  const letters = /\p{L}{3}/u.test(text) ? 0 : 40;
  const digits = /\d/.test(text) ? 10 : 0;
  const money = /[$€]|\d[.,]\d{2}\b|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}/.test(text) ? 60 : 0;
  const title = element.matches('th,h1,h2,h3,h4,h5,h6,legend,strong,b,dt,label,[role="rowheader"]') ? -20 : 0;
  return letters + digits + money + title + text.length / 10;
}

function anchorsIn(container: Element, element: Element): string[] {
  const found: { text: string; worth: number }[] = [];
  for (const one of container.querySelectorAll('*')) {
    if (found.length >= 60) break;
    if (one.contains(element) || element.contains(one) || one.matches(UNTITLED) || one.closest('a,button') !== null)
      continue;
    const own = [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && /\S/.test(node.nodeValue ?? ''));
    if (!own) continue;
    const text = elementText(one);
    if (text.length >= 2 && text.length <= 60) found.push({ text, worth: worth(one, text) });
  }
  const sorted = found.toSorted((a, b) => a.worth - b.worth).map(({ text }) => text);
  return [...new Set(sorted)].slice(0, MOST_ANCHORS);
}

/** Ways to say which element inside the container it is, words first, places last. */
function valuesFor(container: Element, element: Element): { value: string; counted: boolean }[] {
  const tag = element.tagName.toLowerCase();
  const named = ['name', 'aria-label', 'title', 'type', 'role', 'placeholder', 'alt'].flatMap((name) => {
    const value = element.getAttribute(name);
    return value === null || value === '' || /\d{3}/.test(value) ? [] : [`${tag}[${name}=${cssString(value)}]`];
  });
  const text = normalText(element.textContent);
  const told = text !== '' && text.length <= 60 && !/\d/.test(text) ? [`${tag}:text-is(${cssString(text)})`] : [];
  const classes = plainClasses(element).map((name) => `${tag}.${CSS.escape(name)}`);
  const cell = element.closest('td,th,[role="cell"],[role="gridcell"]');
  const place =
    cell === null || !container.contains(cell) ? -1 : [...(cell.parentElement?.children ?? [])].indexOf(cell);
  const inCell =
    place < 0 || cell === null
      ? []
      : [`${cell.tagName.toLowerCase()}:nth-child(${place + 1})${cell === element ? '' : ` ${tag}`}`];
  return [
    ...[...named, ...told, tag, ...classes].map((value) => ({ value, counted: false })),
    ...inCell.map((value) => ({ value, counted: true })),
  ];
}

const isOnly = (found: Element[], element: Element): boolean => found.length === 1 && found[0] === element;

function within(
  look: Look,
  { container, kind }: { container: Element; kind: string },
  element: Element,
): Anchored | null {
  const value = valuesFor(container, element).find((one) => {
    try {
      return isOnly(queryInside(container, one.value), element);
    } catch {
      return false;
    }
  });
  if (value === undefined) return null;
  for (const anchor of anchorsIn(container, element)) {
    if (!isOnly(containersWith(look, kind, anchor), container)) continue;
    const own = kind === ROWS ? {} : { container: kind };
    return { candidate: { by: 'anchored', anchor, value: value.value, ...own }, counted: value.counted, anchor };
  }
  return null;
}

/** The best anchored way to an element, one that does not count places before one that does. */
export function anchoredWay(look: Look, element: Element): Anchored | null {
  let counted: Anchored | null = null;
  for (const place of containersOf(look, element)) {
    const way = within(look, place, element);
    if (way !== null && !way.counted) return way;
    counted ??= way;
  }
  return counted;
}
