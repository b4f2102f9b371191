import type { CAPTURE_CALLS } from '../../contract/capture.ts';
import type { HandlersOf } from '../ipc/serve.ts';
import type { CaptureController } from './capture-controller.ts';

/** Zoom of the window's own page, since the renderer speaks in CSS pixels and views stand in the window's. */
type ZoomOf = () => number;

/** What the renderer may ask of a capture. Long work is begun and told by `capture.changed`, not waited for. */
export function captureHandlers(controller: CaptureController, zoomOf: ZoomOf): HandlersOf<typeof CAPTURE_CALLS> {
  return {
    'capture.open': ({ providerId, way }) => controller.open(providerId, way),
    'capture.state': () => controller.state(),
    'capture.place': ({ bounds }) => {
      const zoom = zoomOf();
      const scaled = (value: number): number => Math.round(value * zoom);
      controller.place(
        bounds === null
          ? null
          : {
              x: scaled(bounds.x),
              y: scaled(bounds.y),
              width: scaled(bounds.width),
              height: scaled(bounds.height),
            },
      );
    },
    'capture.picture': async () => ({ url: (await controller.controls()?.picture()) ?? null }),
    'capture.go': ({ to }) => controller.controls()?.go(to),
    'capture.zoom': ({ to }) => controller.controls()?.zoom(to),
    'capture.asRobot': ({ on }) => controller.controls()?.asRobot(on),
    'capture.tab': ({ id, act }) => controller.controls()?.tab(id, act),
    'capture.focus': () => controller.controls()?.focus(),
    'capture.entered': () => controller.entered(),
    'capture.signInAgain': () => controller.signInAgain(),
    'capture.skipMark': () => void controller.skipMark(),
    'capture.chooseMark': ({ index }) => controller.chooseMark(index),
    'capture.save': () => void controller.save(),
    'capture.prove': () => void controller.prove(),
    'capture.close': () => controller.close(),
  };
}
