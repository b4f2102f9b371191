import { fieldPath, type FieldFault } from '@sri/shared/errors.ts';

const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

function faultOfText(text: string): string | undefined {
  if (text.includes('\0')) return 'holds a character of code 0, which cannot be stored';
  return LONE_SURROGATE.test(text) ? 'holds half a character (a lone surrogate)' : undefined;
}

/** The first text in a value that Postgres cannot keep: with characters of code 0 or half characters. */
export function unstorable(value: unknown, path: readonly PropertyKey[] = []): FieldFault | undefined {
  if (typeof value === 'string') {
    const message = faultOfText(value);
    return message === undefined ? undefined : { field: fieldPath(path), message };
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const inList = Array.isArray(value);
  for (const [name, item] of Object.entries(value)) {
    const found = unstorable(name, path) ?? unstorable(item, [...path, inList ? Number(name) : name]);
    if (found !== undefined) return found;
  }
  return undefined;
}
