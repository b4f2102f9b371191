import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CapturedKey, CaptureState, CAPTURE_CALLS } from '../../contract/capture.ts';
import type { CallInput, CallOutput } from '../../contract/ipc.ts';
import type { DesktopCalls } from './desktop-call.ts';

export type CaptureCall = keyof typeof CAPTURE_CALLS;

/** In which rectangle of the window the embedded browser stands, in CSS pixels. */
export interface Place {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The embedded browser of the desktop app. */
export interface CaptureBridge {
  /** The capture under way; null: none. */
  state: StoreApi<CaptureState | null>;
  /** What stands in the place of the page while something of ours lies over it; null: the page itself. */
  covered: StoreApi<{ picture: string | null } | null>;
  call<N extends CaptureCall>(name: N, input: CallInput<N>): Promise<CallOutput<N>>;
  /** Puts the page there (null: out of sight); while it is covered, as soon as that ends. */
  place: (bounds: Place | null) => void;
  /** Puts a picture in its place while something of ours lies over it; the answer takes it away. */
  cover: () => () => void;
  onKey(listener: (key: CapturedKey) => void): () => void;
  /** Somebody wants to close the window while something is unsaved. */
  onCloseAsked(listener: () => void): () => void;
}

/** The capture's side of the desktop bridge. Covers are counted: a menu may lie over a dialog. */
export function createCaptureBridge({ call, listen }: DesktopCalls): CaptureBridge {
  const state = createStore<CaptureState | null>(() => null);
  const covered = createStore<{ picture: string | null } | null>(() => null);
  let covers = 0;
  let wanted: Place | null = null;
  listen('capture.changed', (next) => state.setState(next, true));

  const send = (bounds: Place | null): void => void call('capture.place', { bounds });
  async function paint(): Promise<void> {
    const { url } = await call('capture.picture', undefined);
    if (covers === 0) return;
    covered.setState({ picture: url }, true);
    send(null);
  }

  return {
    state,
    covered,
    call,
    place: (bounds) => {
      wanted = bounds;
      if (covers === 0 || bounds === null) send(bounds);
    },
    cover: () => {
      covers += 1;
      if (covers === 1 && wanted !== null) void paint();
      return () => {
        covers -= 1;
        if (covers > 0) return;
        covered.setState(null, true);
        send(wanted);
      };
    },
    onKey: (listener) => listen('capture.key', ({ key }) => listener(key)),
    onCloseAsked: (listener) => listen('capture.closeAsked', listener),
  };
}
