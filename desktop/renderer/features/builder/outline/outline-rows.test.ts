import { expect, test } from 'vitest';
import { openDocument } from '../document/open-document.ts';
import { outlineRows } from './outline-rows.ts';

const { steps } = openDocument({
  steps: [
    { id: 'a', type: 'navigate' },
    { id: 'if', type: 'if', then: [{ id: 'b', type: 'click' }] },
    { id: 'c', type: 'click' },
  ],
});

test('is read from top to bottom: steps, the other branch, and an end for each list', () => {
  const rows = outlineRows(steps, new Set(), true).map(({ key, depth }) => `${depth} ${key}`);
  expect(rows).toEqual(['0 a', '0 if', '1 b', '1 end if then', '0 if else', '1 end if else', '0 c', '0 end  steps']);
});

test('what is folded is not there, nor is any end where nothing can be put', () => {
  expect(outlineRows(steps, new Set(['if']), false).map(({ key }) => key)).toEqual(['a', 'if', 'c']);
});
