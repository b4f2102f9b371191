import type { PageInput } from '@sri/shared/protocol/page-input.ts';
import type { KeyboardEvent, PointerEvent, WheelEvent } from 'react';

/** Size of the page's window in CSS pixels: what a place in the picture is a place in. */
export interface PageSize {
  width: number;
  height: number;
}

const BUTTONS = ['left', 'middle', 'right'] as const;
/** Keys that do nothing alone: modifiers, and the first half of a composed sign. */
const SILENT = ['Control', 'Shift', 'Alt', 'AltGraph', 'Meta', 'Dead', 'Process', 'Unidentified'];
const MOST = 5000;

/** The place in the page under a place in its picture, whatever the picture's size on the screen. */
export function placeIn(box: DOMRect, { clientX, clientY }: { clientX: number; clientY: number }, size: PageSize) {
  const within = (value: number, most: number): number => Math.round(Math.min(Math.max(value, 0), most));
  return {
    x: within(((clientX - box.left) / box.width) * size.width, size.width),
    y: within(((clientY - box.top) / box.height) * size.height, size.height),
  };
}

export function pressInput(
  kind: 'down' | 'up',
  event: PointerEvent<HTMLCanvasElement>,
  size: PageSize,
  clicks: number,
): PageInput {
  const place = placeIn(event.currentTarget.getBoundingClientRect(), event, size);
  return { kind, ...place, button: BUTTONS[event.button] ?? 'left', clicks };
}

export function wheelInput(event: WheelEvent<HTMLCanvasElement>, size: PageSize): PageInput {
  const near = (value: number): number => Math.min(Math.max(value, -MOST), MOST);
  const place = placeIn(event.currentTarget.getBoundingClientRect(), event, size);
  return { kind: 'wheel', ...place, dx: near(event.deltaX), dy: near(event.deltaY) };
}

/** What a key does in the page: writes its sign, or acts; null for one that does nothing alone. */
export function keyInput(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
): PageInput | null {
  const { key } = event;
  if (SILENT.includes(key)) return null;
  // AltGr writes signs on Spanish keyboards and says Control and Alt together.
  const chord = (event.ctrlKey !== event.altKey || event.metaKey) && key !== 'AltGraph';
  if (Array.from(key).length === 1 && !chord) return { kind: 'text', text: key };
  if (!/^[A-Za-z0-9]{1,20}$/.test(key)) return null;
  const held = [
    ...(event.ctrlKey ? ['Control'] : []),
    ...(event.metaKey ? ['Meta'] : []),
    ...(event.altKey ? ['Alt'] : []),
    ...(event.shiftKey && key.length > 1 ? ['Shift'] : []),
  ];
  return { kind: 'key', key: [...held, key].join('+') };
}
