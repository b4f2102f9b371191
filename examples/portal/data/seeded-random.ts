/** A stream of numbers that only its seed decides, so that the practice data is the same on every start and machine. */
export interface SeededRandom {
  /** A whole number, both bounds included. */
  int(min: number, max: number): number;
  /** One element; the list must not be empty. */
  pick<const List extends readonly [unknown, ...unknown[]]>(list: List): List[number];
  /** True in `percent` of a hundred draws. */
  chance(percent: number): boolean;
}

/** Mulberry32: 32 bits of state, good enough to invent plausible rows, no use for secrets. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  return {
    int,
    pick: (list) => list[int(0, list.length - 1)] ?? list[0],
    chance: (percent) => int(1, 100) <= percent,
  };
}
