const MAX_FIELD_LENGTH = 500;

/** All values that a query or a form body has under `name`, each cut to 500 characters; what is not text is left out. */
export function readFields(source: unknown, name: string): string[] {
  if (typeof source !== 'object' || source === null) return [];
  const value: unknown = Object.getOwnPropertyDescriptor(source, name)?.value;
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((item) => typeof item === 'string').map((item) => item.slice(0, MAX_FIELD_LENGTH));
}

/** The first value under `name`, or an empty text. */
export function readField(source: unknown, name: string): string {
  return readFields(source, name)[0] ?? '';
}
