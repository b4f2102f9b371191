/**
 * Calls `work` for each item, at most `width` at a time. All are tried; then the first error, if any, is thrown, so that
 * one organisation's trouble does not stop the others.
 */
export async function inGroups<T>(items: readonly T[], width: number, work: (item: T) => Promise<void>): Promise<void> {
  const errors: unknown[] = [];
  for (let start = 0; start < items.length; start += width) {
    const results = await Promise.allSettled(items.slice(start, start + width).map((item) => work(item)));
    for (const result of results) if (result.status === 'rejected') errors.push(result.reason);
  }
  if (errors.length > 0) throw errors[0];
}
