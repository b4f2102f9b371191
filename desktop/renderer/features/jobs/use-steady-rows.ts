import { useRef } from 'react';
import { steadyRows } from './steady-rows.ts';

/** While `busy` (pointer or focus in the table) rows keep their places; `held` counts the new ones that wait. */
export function useSteadyRows<T>(
  rows: readonly T[],
  idOf: (row: T) => string,
  busy: boolean,
): { rows: readonly T[]; held: number } {
  const shownIds = useRef<readonly string[]>([]);
  if (!busy || shownIds.current.length === 0) {
    shownIds.current = rows.map(idOf);
    return { rows, held: 0 };
  }
  const steady = steadyRows(shownIds.current, rows, idOf);
  shownIds.current = steady.rows.map(idOf);
  return steady;
}
