import { z } from 'zod';
import { isWithin, type Place } from '../document/tree.ts';
import type { FlowDocument, ListName } from '../document/flow-document.ts';

const placeSchema = z.object({ parent: z.string().nullable(), list: z.string(), index: z.number() });

/** How a place is written on the element that stands for it. */
export function placeText({ parent, list, index }: Place): string {
  return JSON.stringify({ parent, list, index });
}

export function samePlace(a: Place | null, b: Place): boolean {
  return a !== null && a.parent === b.parent && a.list === b.list && a.index === b.index;
}

function readPlace(text: string | undefined): Place | null {
  if (text === undefined) return null;
  const { list, ...rest } = placeSchema.parse(JSON.parse(text));
  return { ...rest, list: list as ListName };
}

/**
 * The place that the pointer shows: an element's own (`data-place`), or before or after the row it is on (`data-before`,
 * `data-after`), by the half. Null where there is none, or where a step would go into itself.
 */
export function placeUnder(document: FlowDocument, id: string, x: number, y: number): Place | null {
  const element = window.document
    .elementsFromPoint(x, y)
    .map((under) => under.closest<HTMLElement>('[data-place], [data-before]'))
    .find((under) => under !== null);
  if (element === null || element === undefined) return null;
  const { top, height } = element.getBoundingClientRect();
  const half = y < top + height / 2 ? element.dataset['before'] : element.dataset['after'];
  const place = readPlace(element.dataset['place'] ?? half);
  return place !== null && place.parent !== null && isWithin(document, place.parent, id) ? null : place;
}
