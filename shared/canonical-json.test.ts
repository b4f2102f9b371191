import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.ts';

test('R47 writes the example of RFC 8785, section 3.2.2', () => {
  const input: unknown = JSON.parse(
    String.raw`{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],
      "string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}`,
  );
  expect(canonicalJson(input)).toBe(
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  );
});

test('R47 sorts names by UTF-16 code units, as RFC 8785, section 3.2.3', () => {
  const names = ['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', '\u00f6'];
  const value = Object.fromEntries(names.map((name) => [name, 0]));
  expect(Object.keys(JSON.parse(canonicalJson(value)) as object).filter((name) => name !== '1')).toEqual([
    '\r',
    '\u0080',
    '\u00f6',
    '\u20ac',
    '\ud83d\ude00',
    '\ufb33',
  ]);
});

function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, item]) => [name, shuffled(item)]),
  );
}

test('R47 parse, reorder and write again give the same text', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      fc.pre(!/[\uD800-\uDFFF]/.test(JSON.stringify(value)) || JSON.stringify(value).isWellFormed());
      let text: string;
      try {
        text = canonicalJson(value);
      } catch {
        // Half characters are refused; the next test says so.
        return;
      }
      expect(canonicalJson(shuffled(JSON.parse(text)))).toBe(text);
    }),
    { numRuns: 40 },
  );
});

test.each([
  ['a lone surrogate', { a: ['\ud800'] }, 'a[0]'],
  ['a lone surrogate in a name', { '\udc00': 1 }, ''],
  ['not a number', { a: { b: Number.NaN } }, 'a.b'],
  ['infinity', [Number.POSITIVE_INFINITY], '[0]'],
  ['a bigint', { a: 1n }, 'a'],
  ['a function', { a: () => 1 }, 'a'],
])('R47 refuses %s and names the place', (_what, value, field) => {
  expect(() => canonicalJson(value)).toThrow(
    expect.objectContaining({ code: 'invalid_request', errors: [expect.objectContaining({ field })] }),
  );
});

test('leaves out what is undefined, as JSON.stringify does', () => {
  expect(canonicalJson({ b: undefined, a: 1 })).toBe('{"a":1}');
});
