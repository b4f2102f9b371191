import { Menu, session, WebContentsView } from 'electron';
import { source } from 'virtual:recorder-in-page';
import { AppError } from '@sri/shared/errors.ts';
import type { EventName, EventPayload } from '../contract/ipc.ts';
import type { RECORDING_CALLS } from '../contract/recording.ts';
import type { Request } from './capture/capture-api.ts';
import type { EmbeddedHolder } from './capture/embedded-handlers.ts';
import type { HandlersOf } from './ipc/serve.ts';
import { recordingApi } from './recording/recording-api.ts';
import { createRecordingController } from './recording/recording-controller.ts';
import { recordingHandlers } from './recording/recording-handlers.ts';
import { openRecordedBrowser } from './recording/recorded-browser.ts';
import type { AppWindows } from './windows/app-windows.ts';

export interface RecordingParts {
  request: Request;
  windows: AppWindows;
  tell: <N extends EventName>(event: N, payload: EventPayload<N>) => void;
}

export interface Recordings {
  handlers: HandlersOf<typeof RECORDING_CALLS>;
  holder: EmbeddedHolder;
  close: () => Promise<void>;
}

/** Puts the recording of flows together: its browser in our window, the way to the server, what windows are told. */
export function composeRecording({ request, windows, tell }: RecordingParts): Recordings {
  const controller = createRecordingController({
    open: (options) => {
      const window = windows.main();
      if (window === null)
        throw new AppError('internal', 'The app’s window is closed.', { hint: 'Open the app again.' });
      return openRecordedBrowser({
        ...options,
        electron: { WebContentsView, session, Menu },
        window,
        inPageSource: source,
      });
    },
    key: (key) => tell('embedded.key', { key }),
    api: recordingApi(request),
    changed: (state) => tell('recording.changed', state),
    told: (steps) => tell('recording.steps', { steps }),
  });
  return { handlers: recordingHandlers(controller), holder: controller, close: controller.close };
}
