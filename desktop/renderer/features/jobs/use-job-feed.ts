import { useMemo, useSyncExternalStore } from 'react';
import { useBridge } from '../../lib/bridge-context.tsx';
import { createJobFeed, type JobFeed } from './job-feed.ts';

/** The live stream of one execution, followed while the part is mounted. */
export function useJobFeed(jobId: string): JobFeed {
  const bridge = useBridge();
  const source = useMemo(() => createJobFeed(bridge, jobId, (run) => void requestAnimationFrame(run)), [bridge, jobId]);
  return useSyncExternalStore(source.subscribe, source.get);
}
