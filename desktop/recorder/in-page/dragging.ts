import type { Described } from '../messages.ts';
import { elementOf, type Capture } from './capture-context.ts';

/** Something is taken from one place and dropped at another. */
export function listenToDragging(capture: Capture): void {
  const options = { capture: true, passive: true, signal: capture.signal };
  let taken: Described | null = null;
  window.addEventListener(
    'dragstart',
    (event) => {
      const element = elementOf(event)?.closest('[draggable="true"],a,img') ?? elementOf(event);
      taken = capture.counts(event) && element !== null ? capture.describe(element) : null;
    },
    options,
  );
  window.addEventListener(
    'drop',
    (event) => {
      const place = elementOf(event);
      if (!capture.counts(event) || place === null || taken === null) return;
      capture.emit({ kind: 'drag', target: taken, to: capture.describe(place) });
      taken = null;
    },
    options,
  );
  window.addEventListener('dragend', () => (taken = null), options);
}
