import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useBridge } from '../lib/bridge-context.tsx';

/**
 * Renews lists when an execution of the organisation ends; returns whether that news comes in live. Where it does not,
 * lists are to be asked for again by time.
 */
export function useLiveOrg(): boolean {
  const bridge = useBridge();
  const queries = useQueryClient();
  const [live, setLive] = useState(false);
  useEffect(
    () =>
      bridge.subscribe({ kind: 'org' }, null, (event) => {
        if (event.kind === 'link') setLive(event.live);
        if (event.kind === 'done') void queries.invalidateQueries({ queryKey: ['listJobs'] });
      }),
    [bridge, queries],
  );
  return live;
}
