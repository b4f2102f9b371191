import { MOST_BREACHES, type Breach } from '../model/contract-result.ts';

/** Breaches in the order in which they were found: all are counted, the first ones kept. */
export interface BreachList {
  add: (breach: Breach) => void;
  kept: () => Breach[];
  count: () => number;
}

export function createBreachList(): BreachList {
  const kept: Breach[] = [];
  let count = 0;
  return {
    add: (breach) => {
      count += 1;
      if (kept.length < MOST_BREACHES) kept.push(breach);
    },
    kept: () => kept,
    count: () => count,
  };
}
