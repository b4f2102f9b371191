import type { Redis } from 'ioredis';
import type { JobControl } from '@sri/shared/protocol/job-control.ts';
import { unpackFrame, type FrameMeta } from '@sri/shared/protocol/live-frame.ts';
import type { RedisKeys } from '@sri/shared/protocol/redis-keys.ts';
import { AppError } from '@sri/shared/errors.ts';

/** Somebody who watches. */
export interface PictureViewer {
  /** Empty: the page that the flow is on. */
  pageId: string;
  /** The frame as it is sent on; `isPicture` is false where the page has not changed. */
  onFrame: (bytes: Buffer, isPicture: boolean) => void;
  stills: () => boolean;
}

/** Who watches which execution's browser. */
export interface PictureHub {
  /** Throws `too_many_requests` where too many watch. */
  watch(jobId: string, viewer: PictureViewer): () => void;
  viewers(): number;
  stop(): void;
}

interface Watched {
  viewers: Set<PictureViewer>;
  /** The last picture of each page, for whoever comes later. */
  last: Map<string, { meta: FrameMeta; bytes: Buffer }>;
}

export interface PictureHubOptions {
  subscriber: Redis;
  keys: RedisKeys;
  tell: (jobId: string, control: JobControl) => Promise<unknown>;
  /** Who has control, to be said again with each announcement: a message may have been lost. */
  readHold: (jobId: string) => Promise<{ id: string; forMs: number } | null>;
  announceMs?: number;
}

const ANNOUNCE_MS = 2000;
/** Announcements that may be lost before the worker stops. */
const LASTS = 3;
const MAX_VIEWERS = 20;
const MAX_PAGES = 10;

function isFor({ pageId }: PictureViewer, meta: FrameMeta): boolean {
  const wanted = meta.pages.some(({ id }) => id === pageId) ? pageId : meta.current;
  return meta.pageId === wanted;
}

/**
 * The pictures of executions, for whoever watches. As long as somebody does, the worker is told so; what it sends is
 * handed on as it came, to those of that execution alone.
 */
export function createPictureHub(options: PictureHubOptions): PictureHub {
  const { subscriber, keys, tell, readHold, announceMs = ANNOUNCE_MS } = options;
  const jobs = new Map<string, Watched>();

  subscriber.on('messageBuffer', (channel: Buffer, bytes: Buffer) => {
    const frame = unpackFrame(bytes);
    if (frame === null || channel.toString() !== keys.jobLive(frame.meta.jobId)) return;
    const { meta, picture } = frame;
    const watched = jobs.get(meta.jobId);
    if (watched === undefined) return;
    const isPicture = picture.length > 0;
    if (isPicture) watched.last.set(meta.pageId, { meta, bytes });
    for (const viewer of watched.viewers) if (isFor(viewer, meta)) viewer.onFrame(bytes, isPicture);
  });

  async function announce(jobId: string): Promise<void> {
    const watched = jobs.get(jobId);
    if (watched === undefined) return;
    // The first picture must not come before somebody hears it; said again in case Redis was away.
    await subscriber.subscribe(keys.jobLive(jobId));
    const viewers = [...watched.viewers];
    const pageIds = [...new Set(viewers.map(({ pageId }) => pageId))].slice(0, MAX_PAGES);
    const stills = viewers.every((viewer) => viewer.stills());
    await tell(jobId, { type: 'watch', pageIds, stills, forMs: LASTS * announceMs });
    const hold = await readHold(jobId);
    if (hold !== null) await tell(jobId, { type: 'hold', hold });
  }

  const quietly = (work: Promise<unknown>): void => void work.catch(() => undefined);
  const timer = setInterval(() => {
    for (const jobId of jobs.keys()) quietly(announce(jobId));
  }, announceMs);

  function join(jobId: string): Watched {
    const known = jobs.get(jobId);
    if (known !== undefined) return known;
    const watched: Watched = { viewers: new Set(), last: new Map() };
    jobs.set(jobId, watched);
    return watched;
  }

  return {
    watch: (jobId, viewer) => {
      const watched = join(jobId);
      if (watched.viewers.size >= MAX_VIEWERS) {
        throw new AppError('too_many_requests', `At most ${MAX_VIEWERS} people watch an execution at a time.`, {
          hint: 'Follow its steps and its log; try again when somebody has left.',
        });
      }
      watched.viewers.add(viewer);
      quietly(announce(jobId));
      for (const { meta, bytes } of watched.last.values()) if (isFor(viewer, meta)) viewer.onFrame(bytes, true);
      return () => {
        watched.viewers.delete(viewer);
        if (watched.viewers.size > 0 || jobs.get(jobId) !== watched) return;
        jobs.delete(jobId);
        quietly(subscriber.unsubscribe(keys.jobLive(jobId)));
      };
    },
    viewers: () => [...jobs.values()].reduce((sum, { viewers }) => sum + viewers.size, 0),
    stop: () => clearInterval(timer),
  };
}
