import { foldText } from '@sri/shared/lang/clean-text.ts';
import type { Candidate } from '@sri/shared/model/locator.ts';

/** An element of the page, as the reader `readOutline` tells it. */
export interface OutlineElement {
  css: string;
  text: string;
  names: string[];
}

const pairs = (text: string): string[] =>
  text.length < 2 ? [text] : Array.from({ length: text.length - 1 }, (_, at) => text.slice(at, at + 2));

/** How alike two texts are, 0 to 1, by the pairs of letters that they share (Dice). */
export function likeness(a: string, b: string): number {
  const left = foldText(a);
  const right = foldText(b);
  if (left === '' || right === '') return 0;
  if (left === right) return 1;
  const rest = pairs(right);
  const total = pairs(left).length + rest.length;
  let shared = 0;
  for (const pair of pairs(left)) {
    const at = rest.indexOf(pair);
    if (at === -1) continue;
    rest.splice(at, 1);
    shared += 1;
  }
  return (2 * shared) / total;
}

/** The words of a candidate that could stand on the page: a name, a text, or the names inside a selector. */
function wordsOf(candidate: Candidate): string[] {
  if (candidate.by === 'role') return candidate.name === undefined ? [] : [candidate.name];
  if (candidate.by === 'anchored') return [candidate.anchor];
  if (candidate.by === 'css' || candidate.by === 'point' || candidate.by === 'xpath')
    return (candidate.value.match(/[\p{L}_][\p{L}\p{N}_-]{2,}/gu) ?? []).slice(0, 10);
  return [candidate.value];
}

/** Up to three elements that the target may have meant, the likest first, as `button#btnBuscar «Buscar»`. */
export function similarElements(candidates: readonly Candidate[], outline: readonly OutlineElement[]): string[] {
  const words = candidates.flatMap(wordsOf).slice(0, 20);
  const scored = outline.map(({ css, text, names }) => ({
    label: text === '' ? css : `${css} «${text.replaceAll(/\s+/g, ' ')}»`,
    score: Math.max(0, ...words.flatMap((word) => [text.slice(0, 60), ...names].map((name) => likeness(word, name)))),
  }));
  const close = scored.filter(({ score }) => score >= 0.6).toSorted((a, b) => b.score - a.score);
  return [...new Set(close.map(({ label }) => label))].slice(0, 3);
}
