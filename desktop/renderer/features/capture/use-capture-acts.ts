import { useMemo } from 'react';
import type { CaptureBridge, CaptureCall } from '../../lib/capture-bridge.ts';
import type { CaptureActs } from './capture-acts.ts';

/** The acts of the screen as calls of the bridge. What comes of them is told by the state. */
export function useCaptureActs(capture: CaptureBridge, providerId: string, leave: () => void): CaptureActs {
  return useMemo(() => {
    const tell = (name: CaptureCall): void => void capture.call(name, undefined);
    return {
      openWith: (way) => void capture.call('capture.open', { providerId, way }),
      entered: () => tell('capture.entered'),
      signInAgain: () => tell('capture.signInAgain'),
      skipMark: () => tell('capture.skipMark'),
      chooseMark: (index) => void capture.call('capture.chooseMark', { index }),
      save: () => tell('capture.save'),
      prove: () => tell('capture.prove'),
      leave,
      place: capture.place,
      go: (to) => void capture.call('capture.go', { to }),
      zoom: (to) => void capture.call('capture.zoom', { to }),
      asRobot: (on) => void capture.call('capture.asRobot', { on }),
      tab: (id, act) => void capture.call('capture.tab', { id, act }),
    };
  }, [capture, providerId, leave]);
}
