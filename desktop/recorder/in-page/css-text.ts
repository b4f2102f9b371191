/** A value as a CSS string, with its quotes. */
export function cssString(value: string): string {
  return `"${value.replaceAll(/["\\]/g, String.raw`\$&`).replaceAll(/[\n\r\f]/g, String.raw`\a `)}"`;
}
