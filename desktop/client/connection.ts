import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ConnectionState } from '../contract/live.ts';

/*
 * online ── a call cannot reach the server ──> offline ── a probe answers ──> online
 *                                              (probes after 1, 2, 4, 8, 8 ... s, or at once on demand)
 */
export interface Connection {
  store: StoreApi<ConnectionState>;
  reached: () => void;
  lost: () => void;
  retryNow: () => void;
  /** Ends the probing: nobody wants to know any more. */
  stop: () => void;
}

export interface ConnectionOptions {
  now?: () => number;
  /** When the server answered last, if that is known from an earlier time. */
  lastOkAt?: number | null;
}

const LONGEST_MS = 8000;

/** Watches over the way to the server. `probe` resolves when it answers and rejects when it does not. */
export function createConnection(
  probe: () => Promise<unknown>,
  { now = Date.now, lastOkAt = null }: ConnectionOptions = {},
): Connection {
  const store = createStore<ConnectionState>(() => ({ online: true, retryAt: null, lastOkAt }));
  let stopped = false;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function reached(): void {
    failures = 0;
    clearTimeout(timer);
    store.setState({ online: true, retryAt: null, lastOkAt: now() });
  }

  function schedule(): void {
    if (stopped) return;
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

  return {
    store,
    reached,
    retryNow,
    lost: () => void (store.getState().online && schedule()),
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
