import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CaptureState, CAPTURE_CALLS } from '../../contract/capture.ts';
import type { CallInput, CallOutput } from '../../contract/ipc.ts';
import type { DesktopCalls } from './desktop-call.ts';

export type CaptureCall = keyof typeof CAPTURE_CALLS;

/** The capture of sessions, which the desktop app alone has. */
export interface CaptureBridge {
  /** The capture under way; null: none. */
  state: StoreApi<CaptureState | null>;
  call<N extends CaptureCall>(name: N, input: CallInput<N>): Promise<CallOutput<N>>;
  /** Somebody wants to close the window while something is unsaved. */
  onCloseAsked(listener: () => void): () => void;
}

export function createCaptureBridge({ call, listen }: DesktopCalls): CaptureBridge {
  const state = createStore<CaptureState | null>(() => null);
  listen('capture.changed', (next) => state.setState(next, true));
  return { state, call, onCloseAsked: (listener) => listen('capture.closeAsked', listener) };
}
