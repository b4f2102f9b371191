/** An object, and no list. */
export const isRecord = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value in a few words, for the report of a step. */
export function describeValue(value: unknown): string {
  if (Array.isArray(value)) return `una lista de ${value.length}`;
  return isRecord(value) ? 'un objeto' : (JSON.stringify(value) ?? 'nada').slice(0, 200);
}
