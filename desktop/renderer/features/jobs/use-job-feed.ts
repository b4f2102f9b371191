import { useMemo, useSyncExternalStore } from 'react';
import { useBridge } from '../../lib/bridge-context.tsx';
import { createJobFeed, type FeedSource, type JobFeed } from './job-feed.ts';

/** The live stream of one execution; it is followed while a part reads it. */
export function useJobFeed(jobId: string): FeedSource {
  const bridge = useBridge();
  return useMemo(() => createJobFeed(bridge, jobId, (run) => void requestAnimationFrame(run)), [bridge, jobId]);
}

/** A part of what the stream told; only who reads it is drawn anew when it changes. */
export function useFeed<K extends keyof JobFeed>(source: FeedSource, part: K): JobFeed[K] {
  return useSyncExternalStore(source.subscribe, () => source.get()[part]);
}
