import type { RECORDING_CALLS } from '../../contract/recording.ts';
import type { HandlersOf } from '../ipc/serve.ts';
import type { RecordingController } from './recording-controller.ts';

/** What the renderer may ask of a recording. What the portal does is told by `recording.changed`, not waited for. */
export function recordingHandlers(controller: RecordingController): HandlersOf<typeof RECORDING_CALLS> {
  return {
    'recording.open': (asked) => controller.open(asked),
    'recording.state': () => controller.state(),
    'recording.pause': () => controller.pause(),
    'recording.resume': () => controller.resume(),
    'recording.pick': ({ kind }) => controller.pick(kind),
    'recording.close': () => controller.close(),
  };
}
