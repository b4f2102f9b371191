/*
 * live ──nothing was let through for 2 s──> stills ──each of two stills was seen at once──> live
 *
 * A viewer says of each picture that it was drawn; more than three that it has not drawn are never on their way.
 */
export interface FramePace {
  /** Whether a picture may be sent now. `waitingBytes`: what the socket has not handed over yet. */
  offer: (now: number, waitingBytes: number) => boolean;
  /** The viewer has drawn one. */
  seen: (now: number) => void;
  stills: () => boolean;
}

const WINDOW = 3;
const MAX_WAITING_BYTES = 512 * 1024;
const PATIENCE_MS = 2000;
const STILL_EVERY_MS = 5000;
const QUICK_MS = 1000;
const QUICK_STILLS = 2;

export function createFramePace(start: number): FramePace {
  let unseen = 0;
  let stills = false;
  let sentAt = start;
  let quick = 0;

  return {
    offer: (now, waitingBytes) => {
      const clogged = waitingBytes > MAX_WAITING_BYTES;
      if (!stills && !clogged && unseen < WINDOW) {
        unseen += 1;
        sentAt = now;
        return true;
      }
      if (!stills && now - sentAt >= PATIENCE_MS) {
        stills = true;
        quick = 0;
      }
      if (!stills || clogged || now - sentAt < STILL_EVERY_MS) return false;
      sentAt = now;
      unseen = 1;
      return true;
    },
    seen: (now) => {
      unseen = Math.max(0, unseen - 1);
      if (!stills) return;
      quick = now - sentAt <= QUICK_MS ? quick + 1 : 0;
      if (quick < QUICK_STILLS) return;
      stills = false;
      unseen = 0;
    },
    stills: () => stills,
  };
}
