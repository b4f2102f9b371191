import type { Shot } from './page-cast.ts';

/*
 * empty ──a picture──> waiting for its turn ──sent──> on its way ──taken──> empty
 *                        └─ a newer one takes its place   └─ a newer one waits
 */
/** Lets the newest picture through, no more often than asked, and one at a time: whatever is slow further on loses pictures, never time. */
export interface Outlet {
  offer: (shot: Shot) => void;
  /** ms between two pictures, from now on. */
  pace: (everyMs: number) => void;
  /** The last picture that was let through. */
  last: () => Shot | null;
  stop: () => void;
}

export function createOutlet(send: (shot: Shot) => Promise<void>): Outlet {
  let waiting: Shot | null = null;
  let last: Shot | null = null;
  let busy = false;
  let everyMs = 0;
  let readyAt = 0;
  let timer: NodeJS.Timeout | undefined;

  function next(): void {
    clearTimeout(timer);
    if (waiting === null || busy) return;
    const wait = readyAt - performance.now();
    if (wait > 0) return void (timer = setTimeout(next, wait));
    last = waiting;
    waiting = null;
    busy = true;
    readyAt = performance.now() + everyMs;
    void send(last).finally(() => {
      busy = false;
      next();
    });
  }

  return {
    offer: (shot) => {
      waiting = shot;
      next();
    },
    pace: (ms) => {
      readyAt += ms - everyMs;
      everyMs = ms;
      next();
    },
    last: () => last,
    stop: () => {
      waiting = null;
      clearTimeout(timer);
    },
  };
}
