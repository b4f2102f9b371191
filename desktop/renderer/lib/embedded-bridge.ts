import { createStore, type StoreApi } from 'zustand/vanilla';
import type { EMBEDDED_CALLS, PassedKey } from '../../contract/embedded.ts';
import type { CallInput, CallOutput } from '../../contract/ipc.ts';
import type { DesktopCalls } from './desktop-call.ts';

/** In which rectangle of the window the embedded browser stands, in CSS pixels. */
export interface Place {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The browser inside the desktop app's window, whatever it is used for. */
export interface EmbeddedBridge {
  /** What stands in the place of the page while something of ours lies over it; null: the page itself. */
  covered: StoreApi<{ picture: string | null } | null>;
  call: <N extends keyof typeof EMBEDDED_CALLS>(name: N, input: CallInput<N>) => Promise<CallOutput<N>>;
  /** Puts the page there (null: out of sight); while it is covered, as soon as that ends. */
  place: (bounds: Place | null) => void;
  /** Puts a picture in its place while something of ours lies over it; the answer takes it away. */
  cover: () => () => void;
  onKey(listener: (key: PassedKey) => void): () => void;
}

/** Covers are counted: a menu may lie over a dialog. */
export function createEmbeddedBridge({ call, listen }: DesktopCalls): EmbeddedBridge {
  const covered = createStore<{ picture: string | null } | null>(() => null);
  let covers = 0;
  let wanted: Place | null = null;

  const send = (bounds: Place | null): void => void call('embedded.place', { bounds });
  async function paint(): Promise<void> {
    const { url } = await call('embedded.picture', undefined);
    if (covers === 0) return;
    covered.setState({ picture: url }, true);
    send(null);
  }

  return {
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
    onKey: (listener) => listen('embedded.key', ({ key }) => listener(key)),
  };
}
