import fc from 'fast-check';
import type { ApiDocument, Schema } from './api-document.ts';

/** Good values of fields by their names: ids of what there is. */
export type KnownValues = Record<string, readonly unknown[]>;

/** Steps within steps, conditions within conditions: beyond this the first, plain kind is taken. */
const PLAIN_FROM = 8;
const LIST_UP_TO = 3;

/** Text that a schema takes and a database, a log or a template may stumble over. */
const AWKWARD = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  'a\udc00b',
  '\ufeff',
  '\u202e',
  '🚜',
  "'; --",
  '%s%n',
  '{{x}}',
  '__proto__',
  '../../x',
];
const KEYS = ['__proto__', 'constructor', 'toString', 'a', 'ñandú', 'x1'];

/** Any of the basic plane but 0 and halves. The library's own of all planes takes seconds to make its list. */
const CHARACTER = fc
  .oneof(fc.integer({ min: 1, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0xffff }))
  .map((code) => String.fromCharCode(code));

function textOf({ minLength = 0, maxLength = 60 }: Schema): fc.Arbitrary<string> {
  const most = Math.min(maxLength, minLength + 40);
  const fitting = AWKWARD.filter(({ length }) => length >= minLength && length <= maxLength);
  const plain = fc.string({ unit: CHARACTER, minLength, maxLength: most });
  return fitting.length === 0 ? plain : fc.oneof(plain, fc.constantFrom(...fitting));
}

function patterned(pattern: string): fc.Arbitrary<string> {
  if (pattern.includes('\\p') || pattern.includes('\\P')) return fc.constantFrom('a', 'x1', 'año', '2');
  return fc.stringMatching(new RegExp(pattern, 'u'), { size: '-1' });
}

function stringsOf(schema: Schema): fc.Arbitrary<string> {
  if (schema.format === 'uuid') return fc.uuid({ version: 7 });
  if (schema.format === 'email') return fc.integer({ min: 0 }).map((number) => `f${number}@empresa.com`);
  if (schema.format === 'date-time') return fc.constantFrom('0000-01-01T00:00:00Z', '9999-12-31T23:59:59.999999999Z');
  if (schema.format === 'uri') return fc.constantFrom('https://portal.example/x', 'http://[::1]/', 'https://ñ.example');
  return schema.pattern === undefined ? textOf(schema) : patterned(schema.pattern);
}

function numbersOf({ type, minimum, maximum }: Schema): fc.Arbitrary<number> {
  const min = minimum ?? (type === 'integer' ? Number.MIN_SAFE_INTEGER : -Number.MAX_VALUE);
  const max = maximum ?? (type === 'integer' ? Number.MAX_SAFE_INTEGER : Number.MAX_VALUE);
  const near = [0, -0, 1, 1.5, 60_000].filter(
    (value) => value >= min && value <= max && (type !== 'integer' || Number.isInteger(value)),
  );
  return fc.constantFrom(min, max, ...near);
}

/** Values that the schema lets through; what it cannot say (refinements) they may still break. Every key is there. */
export function validValues(document: ApiDocument, known: KnownValues): (schema: Schema) => fc.Arbitrary<unknown> {
  function objectsOf(schema: Schema, depth: number): fc.Arbitrary<unknown> {
    const { properties = {}, required = [], additionalProperties } = schema;
    const fields = Object.entries(properties).map(([name, field]) => {
      const own = known[name];
      const values = valuesOf(field, depth + 1);
      return [
        name,
        own === undefined ? values : fc.oneof({ weight: 20, arbitrary: fc.constantFrom(...own) }, values),
      ] as const;
    });
    const record = fc.record(Object.fromEntries(fields), { requiredKeys: required });
    if (typeof additionalProperties !== 'object') return record;
    const extra = fc.dictionary(fc.constantFrom(...KEYS), valuesOf(additionalProperties, depth + 1), {
      maxKeys: LIST_UP_TO,
    });
    return fc.tuple(record, extra).map(([own, more]) => Object.assign(Object.create(null) as object, own, more));
  }

  function listsOf({ items = {}, prefixItems, minItems = 0, maxItems = 1e9 }: Schema, depth: number) {
    if (prefixItems !== undefined) return fc.tuple(...prefixItems.map((item) => valuesOf(item, depth + 1)));
    const most = depth > PLAIN_FROM ? minItems : Math.max(minItems, LIST_UP_TO);
    return fc.array(valuesOf(items, depth + 1), { minLength: minItems, maxLength: Math.min(maxItems, most) });
  }

  // Steps hold steps: made anew at every mention, there would be too many to make.
  const made = new Map<string, fc.Arbitrary<unknown>>();
  function valuesOf(schema: Schema, depth: number): fc.Arbitrary<unknown> {
    if (schema.$ref === undefined) return makeValues(schema, depth);
    const name = `${schema.$ref} ${depth}`;
    const values = made.get(name) ?? makeValues(document.resolve(schema), depth);
    made.set(name, values);
    return values;
  }

  function makeValues(schema: Schema, depth: number): fc.Arbitrary<unknown> {
    const ways = schema.anyOf ?? schema.oneOf;
    if (ways !== undefined) {
      const [plain = {}] = ways;
      return depth > PLAIN_FROM ? valuesOf(plain, depth) : fc.oneof(...ways.map((way) => valuesOf(way, depth + 1)));
    }
    if ('const' in schema) return fc.constant(schema.const);
    if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
    if (schema.type === 'string') return stringsOf(schema);
    if (schema.type === 'number' || schema.type === 'integer') return numbersOf(schema);
    if (schema.type === 'boolean') return fc.boolean();
    if (schema.type === 'null') return fc.constant(null);
    if (schema.type === 'array') return listsOf(schema, depth);
    if (schema.type === 'object') return objectsOf(schema, depth);
    return fc.constantFrom(null, 1, 'x', [], {}, ...AWKWARD);
  }

  return (schema) => valuesOf(schema, 0);
}
