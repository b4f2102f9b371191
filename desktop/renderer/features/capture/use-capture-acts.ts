import { useMemo } from 'react';
import { embeddedActs } from '../../domain/embedded/embedded-acts.ts';
import type { CaptureBridge, CaptureCall } from '../../lib/capture-bridge.ts';
import type { EmbeddedBridge } from '../../lib/embedded-bridge.ts';
import type { CaptureActs } from './capture-acts.ts';

/** The acts of the screen as calls of the bridge. What comes of them is told by the state. */
export function useCaptureActs(
  { capture, embedded }: { capture: CaptureBridge; embedded: EmbeddedBridge },
  providerId: string,
  leave: () => void,
): CaptureActs {
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
      ...embeddedActs(embedded),
    };
  }, [capture, embedded, providerId, leave]);
}
