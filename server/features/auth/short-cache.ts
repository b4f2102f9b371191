export interface ShortCache<V> {
  /** The value for this key: one that is younger than the cache's time, else a new one. Failures are not kept. */
  get(key: string, load: () => Promise<V>): Promise<V>;
  /** Forgets everything: the next question is asked anew. */
  clear(): void;
}

/** Remembers answers for `ttlMs`; many askers of one key at the same time cause one question. Holds `max` keys. */
export function createShortCache<V>(ttlMs: number, max = 10_000, now: () => number = Date.now): ShortCache<V> {
  const entries = new Map<string, { until: number; value: Promise<V> }>();
  return {
    get: (key, load) => {
      const known = entries.get(key);
      if (known !== undefined && known.until > now()) return known.value;
      const entry = { until: now() + ttlMs, value: load() };
      entries.delete(key);
      entries.set(key, entry);
      if (entries.size > max) for (const oldest of entries.keys()) if (entries.delete(oldest)) break;
      entry.value.catch(() => {
        if (entries.get(key) === entry) entries.delete(key);
      });
      return entry.value;
    },
    clear: () => entries.clear(),
  };
}
