import type { EmbeddedBridge, Place } from '../../lib/embedded-bridge.ts';

/** What a person can do with the browser inside our window. */
export interface EmbeddedActs {
  place: (bounds: Place | null) => void;
  go: (to: 'back' | 'reload' | 'start') => void;
  zoom: (to: 'in' | 'out' | 'reset') => void;
  asRobot: (on: boolean) => void;
  tab: (id: number, act: 'show' | 'close') => void;
}

/** The acts as calls of the bridge. What comes of them is told by the state. */
export function embeddedActs({ call, place }: EmbeddedBridge): EmbeddedActs {
  return {
    place,
    go: (to) => void call('embedded.go', { to }),
    zoom: (to) => void call('embedded.zoom', { to }),
    asRobot: (on) => void call('embedded.asRobot', { on }),
    tab: (id, act) => void call('embedded.tab', { id, act }),
  };
}
