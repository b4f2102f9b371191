import { expect, test } from 'vitest';
import { slugSchema } from '@sri/shared/model/names.ts';
import { addressOf, slugOf } from './slug-of.ts';

test.each([
  ['Acopio Rosario S.A.', 'acopio-rosario-s-a'],
  ['  Molinos Ñandú & Cía.  ', 'molinos-nandu-cia'],
  ['东方', 'portal'],
  ['---', 'portal'],
  ['A'.repeat(80), 'a'.repeat(60)],
])('%s is %s', (name, slug) => {
  expect(slugOf(name)).toBe(slug);
  expect(slugSchema.safeParse(slug).success).toBe(true);
});

test.each([
  ['portal.acopio.com.ar', 'https://portal.acopio.com.ar/'],
  [' http://localhost:4000/ingreso ', 'http://localhost:4000/ingreso'],
  ['https://portal.example/a?b=c', 'https://portal.example/a?b=c'],
])('%s is the address %s', (text, address) => expect(addressOf(text)).toBe(address));

test.each(['', 'acopio', 'ftp://portal.example', 'javascript:alert(1)', 'https://', 'a b.com'])('%j is none', (text) =>
  expect(addressOf(text)).toBeUndefined(),
);
