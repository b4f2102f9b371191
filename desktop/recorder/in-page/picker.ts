import { elementOf, type Capture } from './capture-context.ts';
import { describeContext } from './context-text.ts';
import { guessTable, tableAround } from './guess-table.ts';

export type PickKind = 'field' | 'table';

const HELD = ['pointerdown', 'pointerup', 'mousedown', 'mouseup', 'auxclick', 'dblclick', 'contextmenu'];

/** Shows a frame around what the pointer is on, and takes what is clicked. The click does not reach the page. Gives back how to end it. */
export function startPicker(kind: PickKind, capture: Capture, onEnd: () => void): () => void {
  const own = new AbortController();
  const options = { capture: true, passive: false, signal: AbortSignal.any([own.signal, capture.signal]) };
  const box = document.createElement('div');
  box.style.cssText =
    'position:fixed;z-index:2147483647;pointer-events:none;border:2px solid #384699;background:rgba(56,70,153,.12);border-radius:3px;display:none';
  document.documentElement.append(box);
  const meant = (event: Event): Element | null => {
    const element = elementOf(event);
    return kind === 'table' && element !== null ? (tableAround(element) ?? element) : element;
  };
  const hold = (event: Event): void => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const end = (): void => {
    own.abort();
    box.remove();
    onEnd();
  };
  for (const type of HELD) window.addEventListener(type, hold, options);
  window.addEventListener(
    'pointermove',
    (event) => {
      const at = meant(event)?.getBoundingClientRect();
      if (at === undefined) return;
      Object.assign(box.style, {
        display: 'block',
        left: `${at.left}px`,
        top: `${at.top}px`,
        width: `${at.width}px`,
        height: `${at.height}px`,
      });
    },
    options,
  );
  window.addEventListener(
    'click',
    (event) => {
      hold(event);
      const element = meant(event);
      end();
      if (element === null) return;
      const table = kind === 'table' ? tableAround(element) : null;
      capture.emit({
        kind: 'picked',
        target: capture.describe(table ?? element),
        text: table === null ? describeContext(capture, element) : '',
        ...(table === null ? {} : { table: guessTable(table, capture) }),
      });
    },
    options,
  );
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape') return;
      hold(event);
      end();
    },
    options,
  );
  return () => {
    own.abort();
    box.remove();
  };
}
