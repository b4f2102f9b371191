import { useEffect } from 'react';
import type { PassedKey } from '../../../contract/embedded.ts';
import type { EmbeddedBridge } from '../../lib/embedded-bridge.ts';
import type { EmbeddedActs } from './embedded-acts.ts';

/** What a key that the page passed on is in our own page, where no screen takes it itself. */
const PASSED_ON: Partial<Record<PassedKey, KeyboardEventInit>> = {
  F6: { key: 'F6', code: 'F6' },
  palette: { key: 'k', code: 'KeyK', ctrlKey: true },
};

export interface EmbeddedKeys {
  zoom: EmbeddedActs['zoom'];
  /** True: the screen has taken it. Also asked for keys of our own page, by the name that they have there. */
  onKey: (key: PassedKey) => boolean;
}

const NAMES: Record<string, PassedKey> = { F8: 'F8', F9: 'F9', F10: 'F10' };

/**
 * Keys of a screen with an embedded browser, whichever page has the focus: Ctrl with plus and minus zooms, F6 goes on to
 * the page; Ctrl+Enter and F8 to F10 are the screen's own.
 */
export function useEmbeddedKeys(embedded: EmbeddedBridge, { zoom, onKey }: EmbeddedKeys): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const command = event.ctrlKey || event.metaKey;
      const zooms = { '+': 'in', '=': 'in', '-': 'out', '0': 'reset' } as const;
      const name = command ? (event.key === 'Enter' ? 'save' : undefined) : NAMES[event.key];
      if (name !== undefined && onKey(name)) event.preventDefault();
      else if (command && event.key in zooms) {
        zoom(zooms[event.key as keyof typeof zooms]);
        event.preventDefault();
      }
    };
    // F6 moves the focus from region to region; on ours, it goes into the page.
    const onFocus = ({ target }: FocusEvent): void => {
      if (target instanceof HTMLElement && 'embedded' in target.dataset)
        void embedded.call('embedded.focus', undefined);
    };
    window.addEventListener('keydown', onKeyDown);
    window.addEventListener('focusin', onFocus);
    const deaf = embedded.onKey((key) => {
      const event = PASSED_ON[key];
      if (!onKey(key) && event !== undefined)
        window.dispatchEvent(new KeyboardEvent('keydown', { ...event, bubbles: true }));
    });
    return () => {
      window.removeEventListener('keydown', onKeyDown);
      window.removeEventListener('focusin', onFocus);
      deaf();
    };
  }, [embedded, zoom, onKey]);
}
