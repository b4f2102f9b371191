import { createStore, type StoreApi } from 'zustand/vanilla';

/*
 * online ── a call cannot reach the server ──> offline ── a probe answers ──> online
 *                                              (probes after 1, 2, 4, 8, 8 ... s, or at once on demand)
 */
export interface ConnectionState {
  online: boolean;
  /** When the next probe goes out, in ms since the epoch; null while online or while one is on its way. */
  retryAt: number | null;
  /** When the server last answered. */
  lastOkAt: number | null;
}

export interface Connection {
  store: StoreApi<ConnectionState>;
  reached: () => void;
  lost: () => void;
  retryNow: () => void;
}

const LONGEST_MS = 8000;

/** Watches over the way to the server. `probe` resolves when it answers and rejects when it does not. */
export function createConnection(probe: () => Promise<unknown>, now: () => number = Date.now): Connection {
  const store = createStore<ConnectionState>(() => ({ online: true, retryAt: null, lastOkAt: null }));
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function reached(): void {
    failures = 0;
    clearTimeout(timer);
    store.setState({ online: true, retryAt: null, lastOkAt: now() });
  }

  function schedule(): void {
    const wait = Math.min(LONGEST_MS, 1000 * 2 ** failures);
    failures += 1;
    store.setState({ online: false, retryAt: now() + wait });
    clearTimeout(timer);
    timer = setTimeout(retryNow, wait);
  }

  function retryNow(): void {
    clearTimeout(timer);
    store.setState({ retryAt: null });
    probe().then(reached, schedule);
  }

  return { store, reached, retryNow, lost: () => void (store.getState().online && schedule()) };
}
