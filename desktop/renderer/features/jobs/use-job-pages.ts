import { useInfiniteQuery } from '@tanstack/react-query';
import { useBridge } from '../../lib/bridge-context.tsx';
import type { RouteInput } from '../../../contract/api-routes.ts';

type Query = NonNullable<RouteInput<'listJobs'>['query']>;

const PAGE = 100;
const EVERY_MS = 5000;

/** Executions page by page. The rows in sight change state by themselves: they are asked for again every 5 s. */
export function useJobPages(query: Query) {
  const bridge = useBridge();
  return useInfiniteQuery({
    queryKey: ['listJobs', 'pages', query],
    queryFn: ({ pageParam }) =>
      bridge.request('listJobs', {
        query: { ...query, limit: PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: EVERY_MS,
  });
}
