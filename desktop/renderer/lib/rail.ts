import { createStore } from 'zustand/vanilla';

/** How many screens ask for room now: while there is one, the sidebar is a rail of signs. */
export const railStore = createStore<number>(() => 0);

/** Asks for room; the answer gives it back. */
export function askForRoom(): () => void {
  railStore.setState((count) => count + 1, true);
  return () => railStore.setState((count) => count - 1, true);
}
