import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { RouteInput, RouteName, RouteOutput } from '../../contract/api-routes.ts';
import { useBridge } from './bridge-context.tsx';

export interface UseApiOptions {
  enabled?: boolean;
  /** Asked for again after so many ms while it is in sight; false: never by itself. */
  refetchInterval?: number | false;
}

/** Name of a call's answer in the cache. */
export function apiKey<R extends RouteName>(route: R, input: RouteInput<R>): readonly unknown[] {
  return [route, input];
}

/**
 * The answer of a reading call, cached. What is younger than 30 s is shown at once and renewed silently.
 */
export function useApi<R extends RouteName>(
  route: R,
  input: RouteInput<R>,
  options: UseApiOptions = {},
): UseQueryResult<RouteOutput<R>> {
  const bridge = useBridge();
  return useQuery({
    queryKey: apiKey(route, input),
    queryFn: () => bridge.request(route, input),
    enabled: options.enabled ?? true,
    refetchInterval: options.refetchInterval ?? false,
  });
}
