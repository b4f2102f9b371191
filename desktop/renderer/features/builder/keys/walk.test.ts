import { expect, test } from 'vitest';
import { openDocument } from '../document/open-document.ts';
import { walk, type Arrow } from './walk.ts';

const document = openDocument({
  steps: [
    { id: 'a', type: 'click' },
    { id: 'if', type: 'if', then: [{ id: 'b', type: 'click' }], else: [{ id: 'c', type: 'click' }] },
    { id: 'd', type: 'click' },
  ],
});
const from = (selected: string | null, arrow: Arrow, folded: string[] = []) =>
  walk({ document, selected, folded: new Set(folded) }, arrow);

test('up and down lead through everything that can be seen', () => {
  expect(['a', 'if', 'b', 'c', 'd'].map((id) => from(id, 'ArrowDown'))).toEqual([
    { select: 'if' },
    { select: 'b' },
    { select: 'c' },
    { select: 'd' },
    undefined,
  ]);
  expect(from('d', 'ArrowUp')).toEqual({ select: 'c' });
  expect(from('if', 'ArrowDown', ['if'])).toEqual({ select: 'd' });
  expect(from('d', 'ArrowUp', ['if'])).toEqual({ select: 'if' });
  expect(from('a', 'ArrowUp')).toBeUndefined();
});

test('right goes into a container, or opens it; left folds it, or leads out', () => {
  expect(from('if', 'ArrowRight')).toEqual({ select: 'b' });
  expect(from('if', 'ArrowRight', ['if'])).toEqual({ fold: 'if' });
  expect(from('if', 'ArrowLeft')).toEqual({ fold: 'if' });
  expect(from('c', 'ArrowLeft')).toEqual({ select: 'if' });
  expect(from('a', 'ArrowLeft')).toBeUndefined();
});

test('where nothing is selected any arrow begins at the first step', () => {
  expect(from(null, 'ArrowDown')).toEqual({ select: 'a' });
});
