import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useBridge } from '../../lib/bridge-context.tsx';
import type { RouteInput } from '../../../contract/api-routes.ts';

export type JobQuery = NonNullable<RouteInput<'listJobs'>['query']>;

const PAGE = 100;
const EVERY_MS = 5000;
/** With many pages loaded they are asked for less often. */
const MANY_PAGES = 4;
const SELDOM_MS = 20_000;

/** Executions page by page. The rows in sight change state by themselves: they are asked for again every 5 s. */
export function useJobPages(query: JobQuery) {
  const bridge = useBridge();
  return useInfiniteQuery({
    queryKey: ['listJobs', 'pages', query],
    queryFn: ({ pageParam }) =>
      bridge.request('listJobs', {
        query: { ...query, limit: PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > MANY_PAGES ? SELDOM_MS : EVERY_MS),
  });
}
