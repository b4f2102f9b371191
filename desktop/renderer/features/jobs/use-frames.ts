import type { FrameMeta } from '@sri/shared/protocol/live-frame.ts';
import { useEffect, useRef, useState, type RefObject } from 'react';
import type { FrameMessage } from '../../../contract/live.ts';
import { useBridge } from '../../lib/bridge-context.tsx';

/** What is known of the picture besides the picture itself. */
export interface Watched {
  /** Of the last picture; null before the first one. */
  meta: FrameMeta | null;
  /** When the last picture was heard of, ms since the epoch; null before the first one. */
  heardAt: number | null;
  /** A slow link: a picture every few seconds. */
  stills: boolean;
  live: boolean;
  /** Why it cannot be watched. */
  refused: string | null;
}

const NOTHING: Watched = { meta: null, heardAt: null, stills: false, live: true, refused: null };

/** What React draws anew for; the picture itself goes past it. */
function differs(a: FrameMeta | null, b: FrameMeta): boolean {
  return (
    a === null ||
    a.pageId !== b.pageId ||
    a.current !== b.current ||
    a.width !== b.width ||
    a.height !== b.height ||
    JSON.stringify(a.pages) !== JSON.stringify(b.pages)
  );
}

async function draw(canvas: HTMLCanvasElement, picture: ArrayBuffer): Promise<void> {
  const bitmap = await createImageBitmap(new Blob([picture], { type: 'image/jpeg' }));
  if (canvas.width !== bitmap.width) canvas.width = bitmap.width;
  if (canvas.height !== bitmap.height) canvas.height = bitmap.height;
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  bitmap.close();
}

/** Draws the pictures of an execution's page (null: the one that the flow is on) for as long as the part is mounted. */
export function useFrames(jobId: string, pageId: string | null, canvas: RefObject<HTMLCanvasElement | null>): Watched {
  const bridge = useBridge();
  const [watched, setWatched] = useState<Watched>(NOTHING);
  const drawing = useRef<Promise<void>>(Promise.resolve());
  useEffect(() => {
    setWatched(NOTHING);
    const watch = bridge.frames(jobId, pageId, (message: FrameMessage) => {
      if (message.kind === 'pace') return setWatched((before) => ({ ...before, stills: message.stills }));
      if (message.kind === 'link') return setWatched((before) => ({ ...before, live: message.live }));
      if (message.kind === 'refused') return setWatched((before) => ({ ...before, refused: message.code }));
      const { meta } = message;
      const heardAt = Date.now();
      setWatched((before) =>
        differs(before.meta, meta) || heardAt - (before.heardAt ?? 0) >= 1000 ? { ...before, meta, heardAt } : before,
      );
      if (message.kind === 'same') return undefined;
      const { picture } = message;
      drawing.current = drawing.current
        .then(async () => (canvas.current === null ? undefined : draw(canvas.current, picture)))
        // A picture that is damaged is left out; the next one comes.
        .catch(() => undefined)
        .finally(() => watch.seen());
    });
    return () => watch.stop();
  }, [bridge, jobId, pageId, canvas]);
  return watched;
}
