import { AppError } from '@sri/shared/errors.ts';
import type { Request } from '../capture/capture-api.ts';
import type { RecordingApi } from './recording-controller.ts';

/** What a recording asks of the control plane. */
export function recordingApi(request: Request): RecordingApi {
  return {
    provider: async (providerId) => {
      const found = (await request('listProviders', {})).find(({ id }) => id === providerId);
      if (found !== undefined) return found;
      throw new AppError('not_found', 'The portal is not there.', { hint: 'Load the portals again.' });
    },
    session: async (providerId) => {
      try {
        return (await request('lendSession', { params: { providerId } })).session;
      } catch (error) {
        if (error instanceof AppError && error.code === 'not_found') return null;
        throw error;
      }
    },
  };
}
