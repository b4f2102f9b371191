import { expect, test } from 'vitest';
import { createPreparedNames } from './prepared-name.ts';

test('a text keeps its name, and no other text gets it', () => {
  const nameOf = createPreparedNames();
  const first = nameOf('select $1');
  expect(nameOf('select $2')).not.toBe(first);
  expect(nameOf('select $1')).toBe(first);
});

test('past the limit new texts have none, the old ones keep theirs', () => {
  const nameOf = createPreparedNames(2);
  const names = [nameOf('a'), nameOf('b'), nameOf('c')];
  expect(names[2]).toBeUndefined();
  expect([nameOf('a'), nameOf('b')]).toEqual(names.slice(0, 2));
});
