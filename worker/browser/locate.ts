import type { Locator, Page } from 'playwright-core';
import { delay } from '@sri/shared/lang/delay.ts';
import type { Target } from '@sri/shared/model/locator.ts';
import type { Root } from './candidate-locators.ts';
import { candidatesOf, describeCandidate, describeFrames, describeTarget } from './describe-target.ts';
import { elementError } from './element-error.ts';
import { look, type Look, type Presence, type Sighting } from './look.ts';
import { throwIfAborted, timeLeft, type Scope } from './scope.ts';

/*
 * Every candidate is looked at in turn, again and again, until one of them matches exactly one element. The first alone has the
 * page for itself for a moment, so that an alternative does not win only because it is drawn earlier. What matches several elements is
 * ambiguous, never "the first"; if that stays so while nothing else matches, it is said before the time is over.
 */

export interface Found {
  locator: Locator;
  /** The document that the element is in. */
  root: Root;
  /** In words: `el botón «Buscar»`. */
  words: string;
  /** A place inside it, in pixels from its upper left corner, where the target is a point. */
  position?: { x: number; y: number };
  /** Said when not the first way to find it won. */
  note?: string;
}

const FIRST_CHOICE_MS = 1000;
const AMBIGUOUS_MS = 5000;
const PAUSES_MS = [20, 50, 100, 150, 250];

function noteOf(looks: readonly Look[], index: number): { note?: string } {
  if (index === 0) return {};
  const won = looks[index];
  const [first] = looks;
  if (won === undefined || first === undefined) return {};
  const why = first.refusal ?? (first.matches > 1 ? `coincide con ${first.matches} elementos` : 'no apareció');
  return {
    note: `encontrado por la alternativa ${index + 1}: ${describeCandidate(won.candidate)} (${describeCandidate(first.candidate)}: ${why})`,
  };
}

const isAmbiguous = ({ looks, frame, found }: Sighting): boolean =>
  found === undefined && ((frame?.matches ?? 0) > 1 || looks.some(({ matches }) => matches > 1));

/**
 * Waits until one of the target's candidates matches exactly one element. Throws `element_not_found`, `element_ambiguous` (with
 * how many and which), `step_failed` where no candidate is a usable selector, or the scope's own end.
 */
export async function locate(page: Page, target: Target, scope: Scope, presence: Presence = 'visible'): Promise<Found> {
  const startedAt = performance.now();
  const firstAloneUntil = startedAt + Math.min(FIRST_CHOICE_MS, timeLeft(scope) / 4);
  let ambiguousSince: number | undefined;
  for (let round = 0; ; round += 1) {
    throwIfAborted(scope);
    const sighting = await look(page, target, presence, scope, performance.now() < firstAloneUntil ? 1 : Infinity);
    if (sighting.found !== undefined) {
      const { locator, index } = sighting.found;
      const words = `${describeTarget(target)}${describeFrames(target)}`;
      const won = sighting.looks[index]?.candidate;
      const position = won?.by === 'point' ? { position: { x: won.x, y: won.y } } : {};
      return { locator, root: sighting.root, words, ...position, ...noteOf(sighting.looks, index) };
    }
    const all = candidatesOf(target).length;
    const hopeless = sighting.looks.length === all && sighting.looks.every(({ refusal }) => refusal !== undefined);
    if (isAmbiguous(sighting)) ambiguousSince ??= performance.now();
    else ambiguousSince = undefined;
    const stuck = ambiguousSince !== undefined && performance.now() - ambiguousSince >= AMBIGUOUS_MS;
    if (hopeless || stuck || timeLeft(scope) === 0) {
      const last = await look(page, target, presence, scope);
      if (last.found === undefined)
        throw await elementError({ page, target, sighting: last, waitedMs: performance.now() - startedAt });
      continue;
    }
    await delay(Math.min(PAUSES_MS[round] ?? 250, Math.max(1, timeLeft(scope))), scope.signal);
  }
}
