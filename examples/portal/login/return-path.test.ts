import { expect, test } from 'vitest';
import { safeReturnPath } from './return-path.ts';

test('a path of this site is kept with its query', () => {
  expect(safeReturnPath('/liquidaciones?especie=Ma%C3%ADz&pagina=2')).toBe('/liquidaciones?especie=Ma%C3%ADz&pagina=2');
});

test.each([
  '',
  'inicio',
  'http://otro.example/',
  '//otro.example',
  '/\\otro.example',
  '/\t/otro.example',
  'javascript:x',
])('«%s» leads to /inicio', (asked) => {
  expect(safeReturnPath(asked)).toBe('/inicio');
});
