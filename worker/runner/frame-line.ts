import type { SendFrame } from '../live/send-frame.ts';
import type { Report } from './messages.ts';

/** The runner's way for pictures to its parent: each waits until the parent says that it was taken. */
export interface FrameLine {
  sender: (runId: number) => SendFrame;
  taken: (frameId: number) => void;
}

/** A parent that says nothing for so long has lost the picture. */
const PATIENCE_MS = 3000;

export function createFrameLine(tell: (report: Report) => void): FrameLine {
  const waiting = new Map<number, () => void>();
  let last = 0;
  return {
    sender:
      (runId) =>
      ({ meta, picture }) =>
        new Promise((resolve) => {
          const frameId = (last += 1);
          const done = (): void => {
            clearTimeout(late);
            waiting.delete(frameId);
            resolve();
          };
          const late = setTimeout(done, PATIENCE_MS);
          waiting.set(frameId, done);
          tell({ type: 'frame', runId, frameId, meta, picture: Buffer.from(picture).toString('base64') });
        }),
    taken: (frameId) => waiting.get(frameId)?.(),
  };
}
