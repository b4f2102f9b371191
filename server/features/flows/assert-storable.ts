import { fieldPath } from '@sri/shared/errors.ts';
import { invalidRequest } from '../../http/route.ts';

const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

function unstorable(text: string): string | undefined {
  if (text.includes('\0')) return 'holds a character of code 0, which cannot be stored';
  return LONE_SURROGATE.test(text) ? 'holds half a character (a lone surrogate)' : undefined;
}

/** Throws `invalid_request`, with the path, for text that Postgres cannot keep: code 0 and half characters. */
export function assertStorable(value: unknown, path: readonly PropertyKey[] = []): void {
  if (typeof value === 'string') {
    const fault = unstorable(value);
    if (fault !== undefined) throw invalidRequest([{ field: fieldPath(path), message: fault }]);
  } else if (Array.isArray(value)) {
    value.forEach((item, index) => assertStorable(item, [...path, index]));
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) {
      assertStorable(name, path);
      assertStorable(item, [...path, name]);
    }
  }
}
