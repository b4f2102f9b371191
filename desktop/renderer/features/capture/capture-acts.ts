import type { CaptureWay } from '../../../contract/capture.ts';
import type { EmbeddedActs } from '../../domain/embedded/embedded-acts.ts';

/** What a person can do on the capture screen. */
export interface CaptureActs extends EmbeddedActs {
  openWith: (way: CaptureWay) => void;
  entered: () => void;
  signInAgain: () => void;
  skipMark: () => void;
  chooseMark: (index: number) => void;
  save: () => void;
  prove: () => void;
  /** Leaves the screen; asks first where something is unsaved. */
  leave: () => void;
}
