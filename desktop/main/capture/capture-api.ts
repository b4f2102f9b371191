import { AppError } from '@sri/shared/errors.ts';
import type { RouteInput, RouteName, RouteOutput } from '../../contract/api-routes.ts';
import type { CaptureApi } from './capture-controller.ts';

export type Request = <R extends RouteName>(route: R, input: RouteInput<R>) => Promise<RouteOutput<R>>;

/** What a capture asks of the control plane. */
export function captureApi(request: Request): CaptureApi {
  return {
    provider: async (providerId) => {
      const found = (await request('listProviders', {})).find(({ id }) => id === providerId);
      if (found !== undefined) return found;
      throw new AppError('not_found', 'The portal is not there.', { hint: 'Load the portals again.' });
    },
    save: async (providerId, session) => {
      const { dropped } = await request('saveSession', { params: { providerId }, body: session });
      return { dropped: dropped.map(({ domain }) => domain) };
    },
    startProof: async (providerId) => (await request('startProof', { params: { providerId } })).proofId,
    readProof: (providerId, proofId) => request('readProof', { params: { providerId, proofId } }),
  };
}
