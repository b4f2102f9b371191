import { expect, test } from 'vitest';
import { strengthOf, strengthOfAll } from './strength.ts';

test('what people read is stronger than how the page is made', () => {
  expect(strengthOf({ by: 'role', role: 'button', name: 'Buscar' })).toBe('strong');
  expect(strengthOf({ by: 'role', role: 'button' })).toBe('fragile');
  expect(strengthOf({ by: 'id', value: 'buscar' })).toBe('medium');
  expect(strengthOf({ by: 'css', value: '#buscar' })).toBe('fragile');
  expect(strengthOf({ by: 'nuevo' as never })).toBe('fragile');
});

test('two good ways are strong, one is medium, none is fragile', () => {
  const role = { by: 'role', role: 'button', name: 'Buscar' } as const;
  expect(strengthOfAll([role, { by: 'id', value: 'b' }])).toBe('strong');
  expect(strengthOfAll([role, { by: 'css', value: 'b' }])).toBe('medium');
  expect(strengthOfAll([{ by: 'css', value: 'b' }])).toBe('fragile');
  expect(strengthOfAll([])).toBe('fragile');
});
