/**
 * Rows in the order in which they were shown, with their newest content, so that nothing jumps under a pointer. Rows
 * that are new since then are held back and counted; rows that are gone go.
 */
export function steadyRows<T>(
  shownIds: readonly string[],
  rows: readonly T[],
  idOf: (row: T) => string,
): { rows: T[]; held: number } {
  const byId = new Map(rows.map((row) => [idOf(row), row]));
  const kept = shownIds.flatMap((id) => {
    const row = byId.get(id);
    return row === undefined ? [] : [row];
  });
  const shown = new Set(shownIds);
  // Rows after the last one that is shown came by loading more: they push nothing away.
  const lastShown = rows.findLastIndex((row) => shown.has(idOf(row)));
  const appended = rows.slice(lastShown + 1).filter((row) => !shown.has(idOf(row)));
  const held = rows.slice(0, lastShown + 1).filter((row) => !shown.has(idOf(row))).length;
  return { rows: [...kept, ...appended], held };
}
