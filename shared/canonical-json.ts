import { AppError } from './errors.ts';

const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

function refuse(path: string, what: string): never {
  throw new AppError('invalid_request', `${path || 'value'}: ${what}`, {
    hint: 'Use only strings, finite numbers, booleans, null, lists and objects.',
    errors: [{ field: path, message: what }],
  });
}

function canonicalString(text: string, path: string): string {
  if (LONE_SURROGATE.test(text)) refuse(path, 'holds half a character (a lone surrogate)');
  return JSON.stringify(text);
}

function write(value: unknown, path: string): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return canonicalString(value, path);
  if (typeof value === 'number') {
    return Number.isFinite(value) ? JSON.stringify(value) : refuse(path, 'is not a finite number');
  }
  if (Array.isArray(value)) return `[${value.map((item, index) => write(item, `${path}[${index}]`)).join(',')}]`;
  if (typeof value !== 'object') return refuse(path, `is a ${typeof value}, which JSON cannot hold`);
  // RFC 8785 sorts names by UTF-16 code units, which is what the default sort compares.
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const members = entries.map(
    ([name, item]) => `${canonicalString(name, path)}:${write(item, path === '' ? name : `${path}.${name}`)}`,
  );
  return `{${members.join(',')}}`;
}

/**
 * One text for one value: the JSON Canonicalization Scheme of RFC 8785. Members that are `undefined` are left out, as
 * JSON.stringify does. Throws `invalid_request` for what JSON cannot hold: non-finite numbers, functions, symbols,
 * bigints, lone surrogates.
 */
export function canonicalJson(value: unknown): string {
  return write(value, '');
}
