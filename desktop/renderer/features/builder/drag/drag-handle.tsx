import { GripVertical } from 'lucide-react';
import type { PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useBuilder } from '../builder-context.tsx';
import { placeUnder } from './place-under.ts';

/** From so many px on it is meant, and no click that trembled. */
const MEANT_PX = 4;

/** By which a step is taken and put elsewhere, in either view or from one to the other. Alt with the arrows does the same. */
export function DragHandle({ id, name }: { id: string; name: string }) {
  const { t } = useTranslation('builder');
  const { store, acts, readOnly } = useBuilder();
  if (readOnly) return null;

  function take(event: PointerEvent<HTMLElement>): void {
    if (event.button !== 0) return;
    event.stopPropagation();
    event.preventDefault();
    const { clientX: fromX, clientY: fromY } = event;
    const leave = new AbortController();
    const end = (): void => {
      leave.abort();
      store.setState({ dragged: null });
    };
    const { signal } = leave;
    const move = ({ clientX: x, clientY: y }: globalThis.PointerEvent): void => {
      const { dragged, document } = store.getState();
      if (dragged === null && Math.hypot(x - fromX, y - fromY) < MEANT_PX) return;
      store.setState({ dragged: { id, x, y, over: placeUnder(document, id, x, y) } });
    };
    const drop = (): void => {
      const over = store.getState().dragged?.over ?? null;
      end();
      if (over !== null) acts.move(id, over);
    };
    const cancel = (key: KeyboardEvent): void => {
      if (key.key !== 'Escape') return;
      key.stopPropagation();
      end();
    };
    window.addEventListener('pointermove', move, { signal });
    window.addEventListener('pointerup', drop, { signal });
    window.addEventListener('pointercancel', end, { signal });
    window.addEventListener('keydown', cancel, { signal, capture: true });
  }

  return (
    <span
      onPointerDown={take}
      title={t('moveHandle', { name })}
      aria-hidden="true"
      data-drag-handle
      className="nopan flex size-6 shrink-0 cursor-grab touch-none items-center justify-center rounded-control text-muted hover:bg-hover hover:text-ink active:cursor-grabbing"
    >
      <GripVertical size={14} strokeWidth={1.75} />
    </span>
  );
}
