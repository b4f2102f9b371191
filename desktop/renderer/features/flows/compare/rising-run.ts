/** A longest run of values that only grow, in their order (patience sorting, O(n log n)). */
export function risingRun(values: readonly number[]): number[] {
  const tops: number[] = [];
  const before = new Map<number, number | undefined>();
  for (const [at, value] of values.entries()) {
    let [low, high] = [0, tops.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[tops[middle] ?? 0] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    before.set(at, low === 0 ? undefined : tops[low - 1]);
    tops[low] = at;
  }
  const run: number[] = [];
  for (let at = tops.at(-1); at !== undefined; at = before.get(at)) run.unshift(values[at] ?? 0);
  return run;
}
