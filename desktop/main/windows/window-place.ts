import type { BrowserWindow, Display, Rectangle } from 'electron';
import { z } from 'zod';
import type { Shelf } from '../store/shelf.ts';

const whole = z.number().int();
const placeSchema = z.object({ x: whole, y: whole, width: whole.min(400), height: whole.min(300) });

/** All windows of executions share a place: the last one. */
const keyOf = (name: string): string => `window ${name.split(' ')[0]}`;

function touches(place: Rectangle, { workArea }: Pick<Display, 'workArea'>): boolean {
  return (
    place.x < workArea.x + workArea.width &&
    place.x + place.width > workArea.x &&
    place.y < workArea.y + workArea.height &&
    place.y + place.height > workArea.y
  );
}

/** Where a window stood last; nothing if that is on no screen any more. */
export function readPlace(
  settings: Shelf,
  name: string,
  displays: readonly Pick<Display, 'workArea'>[],
): Rectangle | undefined {
  const kept = settings.read(keyOf(name));
  const parsed = kept === null ? null : placeSchema.safeParse(JSON.parse(kept.value));
  if (parsed?.success !== true) return undefined;
  return displays.some((display) => touches(parsed.data, display)) ? parsed.data : undefined;
}

export function writePlace(settings: Shelf, name: string, window: Pick<BrowserWindow, 'getNormalBounds'>): void {
  settings.write(keyOf(name), JSON.stringify(window.getNormalBounds()));
}
