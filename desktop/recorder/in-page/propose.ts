import type { Candidate } from '@sri/shared/model/locator.ts';
import { anchoredWay } from './anchored.ts';
import { cssPath } from './css-path.ts';
import { cssString } from './css-text.ts';
import { TEST_ID_ATTRIBUTES } from './find-matches.ts';
import type { Look } from './look.ts';
import { labelsOf } from './name-of.ts';
import { elementText, normalText } from './normal-text.ts';
import { scopeOf } from './scope.ts';
import { isGenerated, isStableText, withoutCounts } from './stable.ts';

/** A way to an element before it was tried. */
export interface Proposal {
  candidate: Candidate;
  /** Place in the order of ways, 1 the best; what is likely to change stands behind 5, places behind 9. */
  rank: number;
  /** What it rests on: two ways on one source are one. Empty for ways that do not make an element strong. */
  source: string;
}

const WEAK = 6.5;
const LONGEST_TEXT = 80;

/** A text as a way: as it is where it lasts; else without its counts, and itself behind the names. */
function byText(rank: number, text: string, make: (text: string, exact: boolean) => Candidate): Proposal[] {
  if (text === '' || text.length > 200) return [];
  if (isStableText(text)) return [{ candidate: make(text, true), rank, source: `text ${text}` }];
  const short = withoutCounts(text);
  return [
    ...(short === '' || short === text
      ? []
      : [{ candidate: make(short, false), rank: rank + 0.1, source: `text ${short}` }]),
    ...(text.length <= LONGEST_TEXT ? [{ candidate: make(text, true), rank: WEAK + rank / 100, source: '' }] : []),
  ];
}

function byTestId(element: Element): Proposal[] {
  const value = TEST_ID_ATTRIBUTES.map((name) => element.getAttribute(name)).find((one) => one !== null && one !== '');
  return value == null ? [] : [{ candidate: { by: 'testId', value }, rank: 1, source: 'testId' }];
}

function byNames(look: Look, element: Element): Proposal[] {
  const role = look.role(element);
  const name = role === null ? '' : look.name(element);
  const attribute = (of: string): string => normalText(element.getAttribute(of) ?? '');
  const labels = labelsOf(element);
  return [
    ...(role === null ? [] : byText(2, name, (text, exact) => ({ by: 'role', role, name: text, exact }))),
    ...(labels.length === 1 ? byText(3, labels[0] ?? '', (value, exact) => ({ by: 'label', value, exact })) : []),
    ...byText(4, attribute('placeholder'), (value, exact) => ({ by: 'placeholder', value, exact })),
    ...byText(5, attribute('alt'), (value, exact) => ({ by: 'alt', value, exact })),
    ...byText(5, attribute('title'), (value, exact) => ({ by: 'title', value, exact })),
  ];
}

const pathOf = (href: string): string => href.replace(/[?#].*$/s, '');

function byAttributes(look: Look, element: Element): Proposal[] {
  const found: Candidate[] = [];
  const tag = element.tagName.toLowerCase();
  if (element.id !== '' && !isGenerated(element.id)) found.push({ by: 'id', value: element.id });
  const name = element.getAttribute('name') ?? '';
  if (name !== '' && !isGenerated(name)) {
    const isOneOf = element instanceof HTMLInputElement && ['radio', 'checkbox'].includes(element.type);
    const value = isOneOf ? `[value=${cssString(element.value)}]` : '';
    found.push({ by: 'css', value: `${tag}[name=${cssString(name)}]${value}` });
  }
  const href = element.getAttribute('href') ?? '';
  const path = pathOf(href);
  if (path !== '' && !/^(?:javascript|data|blob|mailto):/i.test(href) && !/\d{3}/.test(path) && path.length <= 200) {
    found.push({
      by: 'css',
      value: href === path ? `${tag}[href=${cssString(href)}]` : `${tag}[href^=${cssString(path)}]`,
    });
  }
  const scope = found.some(({ by }) => by === 'css') ? scopeOf(look, element) : '';
  const scoped = found.flatMap((one): Candidate[] =>
    one.by === 'css' && scope !== '' ? [{ by: 'css', value: `${scope} ${one.value}` }] : [],
  );
  return [...found, ...scoped].map((candidate, index) => ({ candidate, rank: 6 + index / 10, source: '' }));
}

function byOwnText(element: Element): Proposal[] {
  if (/^(?:INPUT|SELECT|TEXTAREA|TABLE|IFRAME|CANVAS|BODY|HTML)$/.test(element.tagName)) return [];
  if (element instanceof HTMLElement && element.isContentEditable) return [];
  const text = elementText(element, 300);
  if (text === '' || text.length > LONGEST_TEXT) return [];
  const source = isStableText(text) ? `text ${text}` : '';
  return [{ candidate: { by: 'text', value: text, exact: true }, rank: source === '' ? 8.5 : 7, source }];
}

/** A path that only says the id or the name over again. */
function isTwice(candidate: Candidate, element: Element): boolean {
  if (candidate.by !== 'css') return false;
  const id = element.id === '' ? '' : `#${CSS.escape(element.id)}`;
  const name = element.getAttribute('name');
  return candidate.value === id || (name !== null && candidate.value === `[name="${CSS.escape(name)}"]`);
}

/** The ways by what the element is called, the best first. */
export function namedWays(look: Look, element: Element): Proposal[] {
  const all = [...byTestId(element), ...byNames(look, element), ...byAttributes(look, element), ...byOwnText(element)];
  return all.toSorted((a, b) => a.rank - b.rank);
}

/** The ways by where the element is, which take longer to find. */
export function placedWays(look: Look, element: Element): Proposal[] {
  const anchored = anchoredWay(look, element);
  const path = cssPath(element);
  const ways: Proposal[] = [
    ...(anchored === null ? [] : [{ candidate: anchored.candidate, rank: anchored.counted ? 10 : 8, source: '' }]),
    ...(path.value === ''
      ? []
      : [{ candidate: { by: 'css' as const, value: path.value }, rank: path.counted ? 10.5 : 9, source: '' }]),
  ];
  return ways.filter(({ candidate }) => !isTwice(candidate, element)).toSorted((a, b) => a.rank - b.rank);
}
