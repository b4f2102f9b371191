/** A result as a JSON file: two spaces of indent, a line end behind it. */
export function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
