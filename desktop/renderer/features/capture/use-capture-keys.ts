import { useEffect } from 'react';
import type { CapturedKey } from '../../../contract/capture.ts';
import type { CaptureBridge } from '../../lib/capture-bridge.ts';
import type { CaptureActs } from './capture-acts.ts';

/** What a key that the page passed on is in our own page. */
const PASSED_ON: Partial<Record<CapturedKey, KeyboardEventInit>> = {
  F6: { key: 'F6', code: 'F6' },
  palette: { key: 'k', code: 'KeyK', ctrlKey: true },
};

/** Ctrl+Enter saves, Ctrl with plus and minus zooms, F6 goes on to the page; also while the page has the focus. */
export function useCaptureKeys(capture: CaptureBridge, acts: CaptureActs): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const command = event.ctrlKey || event.metaKey;
      const zoom = { '+': 'in', '=': 'in', '-': 'out', '0': 'reset' } as const;
      if (command && event.key === 'Enter') acts.save();
      else if (command && event.key in zoom) acts.zoom(zoom[event.key as keyof typeof zoom]);
      else return;
      event.preventDefault();
    };
    // F6 moves the focus from region to region; on ours, it goes into the page.
    const onFocus = ({ target }: FocusEvent): void => {
      if (target instanceof HTMLElement && 'embedded' in target.dataset) void capture.call('capture.focus', undefined);
    };
    window.addEventListener('keydown', onKeyDown);
    window.addEventListener('focusin', onFocus);
    const deaf = capture.onKey((key) => {
      if (key === 'save') return acts.save();
      const event = PASSED_ON[key];
      if (event !== undefined) window.dispatchEvent(new KeyboardEvent('keydown', { ...event, bubbles: true }));
    });
    return () => {
      window.removeEventListener('keydown', onKeyDown);
      window.removeEventListener('focusin', onFocus);
      deaf();
    };
  }, [capture, acts]);
}
