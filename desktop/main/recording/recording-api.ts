import { AppError } from '@sri/shared/errors.ts';
import { captureApi, type Request } from '../capture/capture-api.ts';
import type { RecordingApi } from './recording-controller.ts';

/** What a recording asks of the control plane. */
export function recordingApi(request: Request): RecordingApi {
  return {
    provider: (providerId) => captureApi(request).provider(providerId),
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
