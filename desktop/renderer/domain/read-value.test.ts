import { expect, test } from 'vitest';
import { readValue } from './read-value.ts';

test.each([
  ['12', 12],
  ['-3,5', -3.5],
  ['0.125', 0.125],
  ['0,125', 0.125],
  ['1.234,5', 1234.5],
  ['1,234.5', 1234.5],
  ['1.234.567', 1_234_567],
  ['1 234', 1234],
  ['1234,567', 1234.567],
  ['−7', -7],
])('the number %s', (text, value) => expect(readValue('number', text, 'es-AR')).toEqual({ value }));

test.each([
  ['1.234', 'ambiguous'],
  ['12,345', 'ambiguous'],
  ['-1.234', 'ambiguous'],
  ['1.2.3', 'number'],
  ['12 kg', 'number'],
  ['1.23,4.5', 'number'],
  ['1e5', 'number'],
  ['NaN', 'number'],
])('%s is no number that anybody can be sure of', (text, fault) =>
  expect(readValue('number', text, 'es-AR')).toEqual({ fault }),
);

test.each([
  ['es-AR', '2026-01-31', '2026-01-31'],
  ['es-AR', '31/1/2026', '2026-01-31'],
  ['es-MX', '05.02.2026', '2026-02-05'],
  ['en-US', '1/31/2026', '2026-01-31'],
  ['es-AR', '2026-01-31 00:00:00', '2026-01-31'],
])('%s reads the date %s', (locale, text, value) => expect(readValue('date', text, locale)).toEqual({ value }));

test.each([
  ['es-AR', '1/31/2026'],
  ['es-AR', '31/02/2026'],
  ['en-US', '31/1/2026'],
  ['es-AR', 'mañana'],
  ['es-AR', '31/1/26'],
])('%s refuses the date %s', (locale, text) => expect(readValue('date', text, locale)).toEqual({ fault: 'date' }));

test('yes and no in both languages; nothing else', () => {
  expect(['Sí', 'SI', 'x', 'true'].map((text) => readValue('boolean', text, 'es-AR'))).toEqual(
    Array.from({ length: 4 }, () => ({ value: true })),
  );
  expect(readValue('boolean', 'No', 'es-AR')).toEqual({ value: false });
  expect(readValue('boolean', 'quizá', 'es-AR')).toEqual({ fault: 'boolean' });
});

test('nothing is not given; text stays as it is', () => {
  expect(readValue('number', '  ', 'es-AR')).toEqual({ value: null });
  expect(readValue('text', ' El Ñandú ', 'es-AR')).toEqual({ value: ' El Ñandú ' });
});
