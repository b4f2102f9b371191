import type { SriWindow } from '../../contract/channel.ts';
import type { Bridge } from './bridge.ts';
import { createDesktopBridge } from './desktop-bridge.ts';
import { desktopCalls } from './desktop-call.ts';
import { createWebBridge } from './web-bridge.ts';

declare global {
  interface Window {
    /** There in the desktop app alone. */
    sri?: SriWindow;
  }
}

export interface Home {
  bridge: Bridge;
  /** Where the preferences are kept. */
  storage: Pick<Storage, 'getItem' | 'setItem'>;
}

/** Finds out where the renderer runs, the desktop app or the web console, and opens its way out. */
export async function openHome(): Promise<Home> {
  if (window.sri === undefined) return { bridge: createWebBridge(), storage: localStorage };
  const calls = desktopCalls(window.sri);
  const state = await calls.call('app.state', undefined);
  return {
    bridge: createDesktopBridge(calls, state),
    storage: {
      getItem: () => state.preferences,
      setItem: (_key, text) => void calls.call('preferences.write', { text }),
    },
  };
}
