import { expect, test } from 'vitest';
import { openDocument } from '../document/open-document.ts';
import { standings } from '../document/tree.ts';
import { layoutFlow, type Box } from './layout.ts';

const OPEN: ReadonlySet<string> = new Set();

const nested = openDocument({
  steps: [
    { id: 'a', type: 'navigate' },
    {
      id: 'if',
      type: 'if',
      then: [{ id: 'b', type: 'click' }],
      else: [
        {
          id: 'loop',
          type: 'forEach',
          steps: [
            { id: 'c', type: 'click' },
            { id: 'try', type: 'try', steps: [] },
          ],
        },
      ],
    },
    { id: 'd', type: 'click' },
  ],
}).steps;

const of = (boxes: readonly Box[], key: string): Box => {
  const found = boxes.find((box) => box.key === key);
  if (found === undefined) throw new Error(`no box ${key}`);
  return found;
};
const contains = (outer: Box, inner: Box): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;
const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

test('every step has a card, every place a slot, every key stands once', () => {
  const boxes = layoutFlow(nested, OPEN);
  const cards = boxes.filter(({ kind }) => kind === 'step').map(({ key }) => key);
  expect(cards.toSorted()).toEqual(
    standings(nested)
      .map(({ step }) => step.id)
      .toSorted(),
  );
  // One before each step and one at the end of each of the seven lists.
  expect(boxes.filter(({ kind }) => kind === 'slot')).toHaveLength(7 + 7);
  expect(new Set(boxes.map(({ key }) => key)).size).toBe(boxes.length);
});

test('no two things that can be pressed lie upon each other', () => {
  const pressed = layoutFlow(nested, OPEN).filter(({ kind }) => kind === 'step' || kind === 'slot');
  for (const [index, one] of pressed.entries()) {
    for (const other of pressed.slice(index + 1)) expect(overlap(one, other), `${one.key}, ${other.key}`).toBe(false);
  }
});

test('a frame holds what stands in its container, below the card, and nothing else', () => {
  const boxes = layoutFlow(nested, OPEN);
  for (const [holder, inside] of [
    ['if', ['b', 'loop', 'c', 'try']],
    ['loop', ['c', 'try']],
    ['try', []],
  ] as const) {
    const frame = of(boxes, `frame ${holder}`);
    expect(frame.y).toBeGreaterThan(of(boxes, holder).y);
    const cards = boxes.filter((box) => box.kind === 'step' && contains(frame, box)).map(({ key }) => key);
    expect(cards.toSorted()).toEqual(inside.toSorted());
  }
  expect(of(boxes, 'd').y).toBeGreaterThan(of(boxes, 'frame if').y + of(boxes, 'frame if').height);
});

test('the lists of a container stand side by side, in their order', () => {
  const boxes = layoutFlow(nested, OPEN);
  const labels = ['steps', 'catch', 'finally'].map((list) => of(boxes, `label try ${list}`));
  expect(new Set(labels.map(({ y }) => y)).size).toBe(1);
  expect(labels.map(({ x }) => x)).toEqual(labels.map(({ x }) => x).toSorted((a, b) => a - b));
  expect(overlap(labels[0] as Box, labels[1] as Box)).toBe(false);
});

test('a folded container takes the room of its card alone', () => {
  const boxes = layoutFlow(nested, new Set(['if']));
  expect(boxes.filter(({ kind }) => kind === 'step').map(({ key }) => key)).toEqual(['a', 'if', 'd']);
  expect(boxes.some(({ kind }) => kind === 'frame')).toBe(false);
});

test('an empty flow is one slot', () => {
  const boxes = layoutFlow([], OPEN);
  expect(boxes.filter(({ kind }) => kind === 'slot')).toMatchObject([
    { place: { parent: null, list: 'steps', index: 0 }, last: true },
  ]);
});

test('what stands before a change stays where it is', () => {
  const more = [...nested, { id: 'e', type: 'click' }];
  const [before, after] = [layoutFlow(nested, OPEN), layoutFlow(more, OPEN)];
  for (const { step } of standings(nested)) expect(of(after, step.id)).toEqual(of(before, step.id));
});
