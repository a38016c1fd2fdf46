/** Keeps values until they expire, and at most so many: the one that was used longest ago goes first. */
export interface Cache<T> {
  get(key: string): T | undefined;
  /** @param seconds how long to keep it; not at all if 0 */
  set(key: string, value: T, seconds: number): void;
}

/** @param now the clock, in milliseconds */
export function createCache<T>(size: number, now: () => number): Cache<T> {
  // A map remembers the order of insertion: what is used is inserted anew, so the first is the oldest.
  const entries = new Map<string, { readonly value: T; readonly expires: number }>();
  return {
    get(key) {
      const entry = entries.get(key);
      if (!entry) return undefined;
      entries.delete(key);
      if (entry.expires <= now()) return undefined;
      entries.set(key, entry);
      return entry.value;
    },
    set(key, value, seconds) {
      entries.delete(key);
      if (seconds <= 0) return;
      entries.set(key, { value, expires: now() + seconds * 1000 });
      const oldest = entries.keys().next().value;
      if (entries.size > size && oldest !== undefined) entries.delete(oldest);
    },
  };
}
