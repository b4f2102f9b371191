import type { Locator, Page } from 'playwright-core';
import type { Candidate, Target } from '@sri/shared/model/locator.ts';
import { candidateLocators, type Root } from './candidate-locators.ts';
import { candidatesOf, describeTarget } from './describe-target.ts';
import { throwIfAborted, within, type Scope } from './scope.ts';
import { refusalOf } from './selector-refusal.ts';

/** Must the element be seen, or is it enough that it is in the page? */
export type Presence = 'visible' | 'attached';

/** What one look at a candidate saw. */
export interface Look {
  candidate: Candidate;
  /** Elements that count: visible ones, or all where presence is enough. */
  matches: number;
  /** Why the browser did not take the selector. */
  refusal?: string;
}

export interface Sighting {
  looks: Look[];
  /** The frame of the chain that is not there, or is there several times. */
  frame?: { words: string; matches: number; refusal?: string };
  found?: { locator: Locator; index: number };
  root: Root;
}

async function count(locator: Locator, scope: Pick<Scope, 'signal'>): Promise<number> {
  return within(scope, locator.count());
}

/** Looks at one candidate: how many elements count, and the one if it is one. */
async function lookAt(
  root: Root,
  candidate: Candidate,
  presence: Presence,
  scope: Pick<Scope, 'signal'>,
): Promise<Look & { locator?: Locator }> {
  try {
    for (const all of candidateLocators(root, candidate)) {
      const visible = all.filter({ visible: true });
      const seen = await count(visible, scope);
      if (seen > 0) return seen === 1 ? { candidate, matches: 1, locator: visible } : { candidate, matches: seen };
      if (presence === 'visible') continue;
      const there = await count(all, scope);
      if (there > 0) return there === 1 ? { candidate, matches: 1, locator: all } : { candidate, matches: there };
    }
    return { candidate, matches: 0 };
  } catch (error) {
    throwIfAborted(scope);
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    return { candidate, matches: 0, ...(refusal === '' ? {} : { refusal }) };
  }
}

/** Follows the chain of frames; resolved anew on every look, as pages reload their frames. */
async function enterFrames(
  page: Page,
  target: Target,
  scope: Pick<Scope, 'signal'>,
): Promise<{ root: Root } | NonNullable<Sighting['frame']>> {
  let root: Root = page;
  for (const frame of typeof target === 'string' ? [] : (target.frame ?? [])) {
    let matches = 0;
    let next: Root | undefined;
    let refusal: string | undefined;
    for (const candidate of candidatesOf(frame)) {
      const look = await lookAt(root, candidate, 'attached', scope);
      matches = Math.max(matches, look.matches);
      refusal ??= look.refusal;
      next = look.locator?.contentFrame();
      if (next !== undefined) break;
    }
    if (next === undefined)
      return { words: describeTarget(frame), matches, ...(refusal === undefined ? {} : { refusal }) };
    root = next;
  }
  return { root };
}

/** One look at a target, without waiting. `only` limits it to the first so many candidates. */
export async function look(
  page: Page,
  target: Target,
  presence: Presence,
  scope: Pick<Scope, 'signal'>,
  only = Infinity,
): Promise<Sighting> {
  const entered = await enterFrames(page, target, scope);
  if ('words' in entered) return { looks: [], frame: entered, root: page };
  const looks: Look[] = [];
  for (const [index, candidate] of candidatesOf(target).slice(0, only).entries()) {
    const { locator, ...seen } = await lookAt(entered.root, candidate, presence, scope);
    looks.push(seen);
    if (locator !== undefined) return { looks, found: { locator, index }, root: entered.root };
  }
  return { looks, root: entered.root };
}
