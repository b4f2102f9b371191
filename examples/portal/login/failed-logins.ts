/** Wrong passwords in a row, by user name as typed. */
export interface FailedLogins {
  /** Counts one more and gives the new number. */
  add(user: string): number;
  isLocked(user: string): boolean;
  /** Forgets one name (after a good login). */
  clear(user: string): void;
  /** Forgets all: unlocks every account. */
  clearAll(): void;
  counts(): Record<string, number>;
}

/** Names are typed by strangers: so many are remembered, then the oldest is dropped. */
const MAX_NAMES = 1000;

/** Locks a name after `lockAfter` failures in a row; 0 = never. */
export function createFailedLogins(lockAfter: number): FailedLogins {
  const failures = new Map<string, number>();
  return {
    add: (user) => {
      const count = (failures.get(user) ?? 0) + 1;
      failures.set(user, count);
      const [oldest] = failures.keys();
      if (failures.size > MAX_NAMES && oldest !== undefined) failures.delete(oldest);
      return count;
    },
    isLocked: (user) => lockAfter > 0 && (failures.get(user) ?? 0) >= lockAfter,
    clear: (user) => {
      failures.delete(user);
    },
    clearAll: () => {
      failures.clear();
    },
    counts: () => Object.fromEntries(failures),
  };
}
