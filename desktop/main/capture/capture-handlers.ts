import type { CAPTURE_CALLS } from '../../contract/capture.ts';
import type { HandlersOf } from '../ipc/serve.ts';
import type { CaptureController } from './capture-controller.ts';

/** What the renderer may ask of a capture. Long work is begun and told by `capture.changed`, not waited for. */
export function captureHandlers(controller: CaptureController): HandlersOf<typeof CAPTURE_CALLS> {
  return {
    'capture.open': ({ providerId, way }) => controller.open(providerId, way),
    'capture.state': () => controller.state(),
    'capture.entered': () => controller.entered(),
    'capture.signInAgain': () => controller.signInAgain(),
    'capture.skipMark': () => void controller.skipMark(),
    'capture.chooseMark': ({ index }) => controller.chooseMark(index),
    'capture.save': () => void controller.save(),
    'capture.prove': () => void controller.prove(),
    'capture.close': () => controller.close(),
  };
}
