/** Values of an execution in brief, as in `2026-11-01 · Soja`; empty where it has none. */
export function briefInputs(inputs: Record<string, unknown>, yes: string, no: string): string {
  return Object.values(inputs)
    .filter((value) => value !== null && value !== '')
    .map((value) => (value === true ? yes : value === false ? no : String(value)))
    .join(' · ');
}
