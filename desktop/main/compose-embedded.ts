import { AppError } from '@sri/shared/errors.ts';
import type { CAPTURE_CALLS } from '../contract/capture.ts';
import type { EMBEDDED_CALLS } from '../contract/embedded.ts';
import type { RECORDING_CALLS } from '../contract/recording.ts';
import type { Request } from './capture/capture-api.ts';
import { embeddedHandlers } from './capture/embedded-handlers.ts';
import { composeCapture, type CaptureParts } from './compose-capture.ts';
import { composeRecording } from './compose-recording.ts';
import type { HandlersOf } from './ipc/serve.ts';
import type { ActiveServer } from './server-connection/active-server.ts';

type Calls = typeof EMBEDDED_CALLS & typeof CAPTURE_CALLS & typeof RECORDING_CALLS;

function requestOf(active: ActiveServer): Request {
  return (route, input) => {
    const connection = active.current()?.connection;
    if (connection !== undefined) return connection.request(route, input);
    throw new AppError('unauthenticated', 'No server is chosen.', { hint: 'Choose a server.' });
  };
}

/** What uses the one browser in our window, captures and recordings: whichever is opened ends the other. */
export function composeEmbedded(parts: Omit<CaptureParts, 'request'>): {
  handlers: HandlersOf<Calls>;
  /** Sends what waits. For whenever the server may take it: a sign-in holds, the connection is back. */
  sendKept: () => void;
} {
  const { active, windows } = parts;
  const request = requestOf(active);
  const capture = composeCapture({ ...parts, request });
  const recording = composeRecording({ ...parts, request });
  return {
    sendKept: capture.sendKept,
    handlers: {
      ...embeddedHandlers({
        holders: [capture.holder, recording.holder],
        zoomOf: () => windows.main()?.webContents.getZoomFactor() ?? 1,
      }),
      ...capture.handlers,
      ...recording.handlers,
      'capture.open': async (input, caller) => {
        await recording.close();
        return capture.handlers['capture.open'](input, caller);
      },
      'recording.open': async (input, caller) => {
        await capture.close();
        return recording.handlers['recording.open'](input, caller);
      },
    },
  };
}
