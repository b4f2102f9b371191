/** Numbers of the pages that `1-3,5` means, in order, each once, of those that there are; all of them for nothing. */
export function pickPages(ranges: string | undefined, count: number): number[] {
  if (ranges === undefined) return Array.from({ length: count }, (_, at) => at + 1);
  const picked = new Set<number>();
  for (const range of ranges.split(',')) {
    const [from = 0, to = from] = range.split('-').map(Number);
    for (let page = Math.max(1, from); page <= Math.min(to, count); page += 1) picked.add(page);
  }
  return [...picked].toSorted((a, b) => a - b);
}
