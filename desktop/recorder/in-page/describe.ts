import type { Candidate } from '@sri/shared/model/locator.ts';
import type { Described, Strength } from '../messages.ts';
import { findMatches } from './find-matches.ts';
import { takeLook, type Look } from './look.ts';
import { labelsOf } from './name-of.ts';
import { elementText, normalText } from './normal-text.ts';
import { headingBefore } from './scope.ts';
import { namedWays, placedWays, type Proposal } from './propose.ts';

const MOST = 8;
/** Ways that count places find something in any page: they are only kept where nothing better is there. */
const COUNTED = 10;
/** With so many ways, one of which is no text of the page, none by place is looked for. */
const ENOUGH = 4;
const STRONG = 5.9;

/** Does the candidate find the element and nothing else? As the robot looks: visible ones count, hidden ones only where none is visible. */
function finds(look: Look, candidate: Candidate, element: Element): boolean | 'unchecked' {
  const matches = findMatches(look, candidate);
  if (matches === 'many') return 'unchecked';
  const visible = matches.filter((one) => look.visible(one));
  const counting = visible.length > 0 ? visible : matches;
  const [only] = counting;
  if (only === undefined || counting.length > 1) return false;
  // A text is found in its innermost element; a click there is a click here.
  return only === element || (candidate.by === 'text' && element.contains(only));
}

/** The same way as one that finds it already, in a part of the page. */
function isNarrower({ candidate }: Proposal, good: readonly Proposal[]): boolean {
  if (candidate.by !== 'css') return false;
  return good.some((one) => one.candidate.by === 'css' && candidate.value.endsWith(` ${one.candidate.value}`));
}

function tried(look: Look, element: Element, isTainted: (text: string) => boolean): Proposal[] {
  const good: Proposal[] = [];
  const unchecked: Proposal[] = [];
  const attempt = (proposals: readonly Proposal[]): void => {
    for (const proposal of proposals) {
      if (good.length >= MOST || (proposal.rank >= COUNTED && good.length > 0)) return;
      if (isTainted(JSON.stringify(proposal.candidate)) || isNarrower(proposal, good)) continue;
      const found = finds(look, proposal.candidate, element);
      if (found === true) good.push(proposal);
      else if (found === 'unchecked')
        unchecked.push({ ...proposal, source: '', candidate: { ...proposal.candidate, unchecked: true } });
    }
  };
  attempt(namedWays(look, element));
  const isTold = good.some(({ candidate: { by } }) => by === 'testId' || by === 'id' || by === 'css');
  if (!isTold || good.length < ENOUGH) attempt(placedWays(look, element));
  return [...good, ...unchecked].slice(0, MOST);
}

function strengthOf(ways: readonly Proposal[]): Strength {
  const sources = new Set(
    ways.filter(({ rank, source }) => rank <= STRONG && source !== '').map(({ source }) => source),
  );
  return sources.size >= 2 ? 'strong' : sources.size === 1 ? 'medium' : 'fragile';
}

/** What a person would call it: never what a field holds. */
function spokenName(look: Look, element: Element): string {
  const isField = /^(?:INPUT|SELECT|TEXTAREA)$/.test(element.tagName);
  const isTable = element.tagName === 'TABLE' || /^(?:table|grid|treegrid)$/.test(look.role(element) ?? '');
  const editable = element instanceof HTMLElement && element.isContentEditable;
  const heading = isTable ? headingBefore(element) : undefined;
  const words = [
    labelsOf(element)[0] ?? '',
    look.role(element) === null || editable ? '' : look.name(element),
    normalText(element.getAttribute('title') ?? element.getAttribute('placeholder') ?? ''),
    isField || editable || isTable ? '' : elementText(element, 200),
    heading === undefined ? '' : elementText(heading, 200),
  ];
  return (words.find((one) => one !== '' && one.length <= 200) ?? '').slice(0, 120);
}

/** The element with the ways to find it that were all tried now; none where it cannot be told from others. */
export function describeElement(element: Element, isTainted: (text: string) => boolean = () => false): Described {
  const look = takeLook();
  const ways = tried(look, element, isTainted);
  const name = spokenName(look, element);
  const type = element instanceof HTMLInputElement ? element.type : undefined;
  return {
    candidates: ways.map(({ candidate }) => candidate),
    strength: strengthOf(ways),
    name: isTainted(name) ? '' : name,
    tag: element.tagName.toLowerCase().slice(0, 60),
    ...(type === undefined ? {} : { type: type.slice(0, 40) }),
    visible: look.visible(element),
  };
}

/** A place inside an element whose inside nothing can look for: a canvas, a closed shadow root. */
export function describePoint(element: Element, x: number, y: number, isTainted: (text: string) => boolean): Described {
  const whole = describeElement(element, isTainted);
  const way = whole.candidates.find(({ by }) => by === 'id' || by === 'css' || by === 'testId');
  if (way === undefined || !('value' in way)) return { ...whole, candidates: [] };
  const css =
    way.by === 'css'
      ? way.value
      : way.by === 'id'
        ? `#${CSS.escape(way.value)}`
        : `[data-testid="${CSS.escape(way.value)}"]`;
  const box = element.getBoundingClientRect();
  // As the robot counts: from inside the border.
  const left = Math.max(0, Math.round(x - box.left - element.clientLeft));
  const top = Math.max(0, Math.round(y - box.top - element.clientTop));
  const point = { by: 'point' as const, value: css, x: left, y: top };
  return { ...whole, candidates: [point], strength: 'fragile' };
}
