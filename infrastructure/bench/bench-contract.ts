import type { BenchStack } from './stack.ts';

/** What a bench is given. */
export interface BenchContext {
  stack: BenchStack;
  /** Share of the usual amount of work, for a quick look; numbers that are published are of 1. */
  scale: number;
  /** A line for the person who waits; not on stdout, which is for the result. */
  say: (line: string) => void;
}

/** What a bench found: figures by name, and whether they reach what performance.md asks for. */
export interface BenchResult {
  /** Units stand in the names: perSecond, ms, MB. */
  [figure: string]: unknown;
  /** What was asked for, in words. */
  reach: string;
  reached: boolean;
}

export type Bench = (context: BenchContext) => Promise<BenchResult>;

/** So many of the usual number, at least `least`. */
export function scaled(usual: number, { scale }: Pick<BenchContext, 'scale'>, least = 1): number {
  return Math.max(least, Math.round(usual * scale));
}
