/**
 * The same value with what Postgres cannot keep replaced: characters of code 0 and half characters. What a page put into
 * a message must not keep the end of an execution from being recorded.
 */
export function cleanForStorage<T>(value: T): T {
  if (typeof value === 'string') return value.replaceAll('\0', '\uFFFD').toWellFormed() as T;
  if (Array.isArray(value)) return value.map((item: unknown) => cleanForStorage(item)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries: [string, unknown][] = Object.entries(value);
  return Object.fromEntries(entries.map(([name, item]) => [cleanForStorage(name), cleanForStorage(item)])) as T;
}
