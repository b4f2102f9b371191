import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseStrictJson } from './strict-json.ts';

test('reads what JSON.parse reads', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(parseStrictJson(text)).toEqual(JSON.parse(text));
    }),
  );
});

test.each([
  ['{"a":1,"a":2}', 'a'],
  ['{"x":{"b":1,"c":[{"d":1,"d":2}]}}', 'd'],
  ['{"a":1,"\\u0061":2}', 'a'],
  [`{"a"${' '.repeat(100)}:1,"a"${'\n'.repeat(100)}:2}`, 'a'],
])('R47 refuses a name that stands twice: %s', (text, field) => {
  expect(() => parseStrictJson(text)).toThrow(
    expect.objectContaining({ code: 'malformed_json', errors: [expect.objectContaining({ field })] }),
  );
});

test('the same name in sibling objects is no duplicate', () => {
  expect(parseStrictJson('[{"a":1},{"a":2},{"b":"a\\":","a":"a"}]')).toHaveLength(3);
});

test('R56 refuses what is nested too deep', () => {
  const text = `${'['.repeat(80)}${']'.repeat(80)}`;
  expect(() => parseStrictJson(text)).toThrow(expect.objectContaining({ code: 'malformed_json' }));
  expect(parseStrictJson(text, 100)).toBeDefined();
});

test('refuses what is no JSON', () => {
  expect(() => parseStrictJson('{"a":')).toThrow(expect.objectContaining({ code: 'malformed_json', status: 400 }));
});

test.each([
  '{"clave":"s3cr3t-4711"x}',
  '{"clave":"s3cr3t-4711\n"}',
  '"s3cr3t-4711',
  's3cr3t-4711',
  '{"a":s3cr3t-4711}',
])('R50 says where it is no JSON without quoting it: %j', (text) => {
  expect(() => parseStrictJson(text)).toThrow(
    expect.objectContaining({ code: 'malformed_json', message: expect.not.stringContaining('3cr3t') as string }),
  );
});
