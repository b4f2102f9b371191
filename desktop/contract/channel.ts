/** The one channel between renderer and main process. */
export const IPC_CHANNEL = 'sri';

/** The app's own pages come from this address alone. */
export const APP_SCHEME = 'app';
export const APP_ORIGIN = 'app://console';

/** A port that the preload script hands on to the page, as `message` event of the window with the port in it. */
export interface PortMessage {
  sriPort: string;
}

/** What the preload script puts into the page as `window.sri`. */
export interface SriWindow {
  invoke(name: string, input: unknown): Promise<unknown>;
  /** Listens to an event of the main process; returns how to stop. */
  on(name: string, listener: (payload: unknown) => void): () => void;
}
