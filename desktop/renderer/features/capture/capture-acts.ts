import type { CaptureWay } from '../../../contract/capture.ts';
import type { Place } from '../../lib/capture-bridge.ts';

/** What a person can do on the capture screen. */
export interface CaptureActs {
  openWith: (way: CaptureWay) => void;
  entered: () => void;
  signInAgain: () => void;
  skipMark: () => void;
  chooseMark: (index: number) => void;
  save: () => void;
  prove: () => void;
  /** Leaves the screen; asks first where something is unsaved. */
  leave: () => void;
  place: (bounds: Place | null) => void;
  go: (to: 'back' | 'reload' | 'start') => void;
  zoom: (to: 'in' | 'out' | 'reset') => void;
  asRobot: (on: boolean) => void;
  tab: (id: number, act: 'show' | 'close') => void;
}
