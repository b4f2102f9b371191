import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CallInput, CallOutput } from '../../contract/ipc.ts';
import type { RecordedStep, RecordingState, RECORDING_CALLS } from '../../contract/recording.ts';
import type { DesktopCalls } from './desktop-call.ts';

/** Recording at a portal, which the desktop app alone can. */
export interface RecordingBridge {
  /** The recording under way; null: none. */
  state: StoreApi<RecordingState | null>;
  call<N extends keyof typeof RECORDING_CALLS>(name: N, input: CallInput<N>): Promise<CallOutput<N>>;
  /** Told all steps of the recording so far, anew with each change. */
  onSteps(listener: (steps: readonly RecordedStep[]) => void): () => void;
}

export function createRecordingBridge({ call, listen }: DesktopCalls): RecordingBridge {
  const state = createStore<RecordingState | null>(() => null);
  listen('recording.changed', (next) => state.setState(next, true));
  return { state, call, onSteps: (listener) => listen('recording.steps', ({ steps }) => listener(steps)) };
}
