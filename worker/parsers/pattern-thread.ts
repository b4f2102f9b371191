// Matches a pattern that a person wrote against a text that a portal wrote: together they may take for ever.
import { workerData } from 'node:worker_threads';
import { tellParent } from './tell-parent.ts';

export interface PatternTask {
  text: string;
  pattern: string;
  flags: string;
  all: boolean;
}

export type PatternMatch = string | Record<string, string | null>;

const MAX_MATCHES = 100_000;

function matchOf({ 0: whole, 1: first, groups }: RegExpExecArray): PatternMatch {
  if (groups !== undefined)
    return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, value ?? null]));
  return first ?? whole ?? '';
}

function findAll({ text, pattern, flags, all }: PatternTask): PatternMatch[] {
  const found: PatternMatch[] = [];
  for (const match of text.matchAll(new RegExp(pattern, `${flags}g`))) {
    found.push(matchOf(match));
    if (!all || found.length === MAX_MATCHES) break;
  }
  return found;
}

tellParent({ value: findAll(workerData as PatternTask) });
