import { expect, test } from 'vitest';
import {
  duplicateStep,
  freshCopies,
  insertSteps,
  moveStep,
  neighbourPlace,
  removeStep,
  setField,
} from './change-tree.ts';
import type { FlowDocument } from './flow-document.ts';
import { openDocument } from './open-document.ts';
import { ancestors, indexOf, placeAfter, standings } from './tree.ts';

const NOTHING_FOLDED: ReadonlySet<string> = new Set();

function sample(): FlowDocument {
  return openDocument({
    steps: [
      { id: 'a', type: 'navigate' },
      {
        id: 'if',
        type: 'if',
        then: [{ id: 'b', type: 'click' }],
        else: [{ id: 'loop', type: 'forEach', steps: [{ id: 'c', type: 'click' }] }],
      },
      { id: 'd', type: 'screenshot' },
    ],
  });
}

/** The tree in one line, as `a if(b|loop(c)) d`. */
function shape(document: FlowDocument): string {
  const tell = (steps: readonly { id: string; [field: string]: unknown }[]): string =>
    steps
      .map((step) => {
        const lists = ['then', 'else', 'steps', 'catch', 'finally'].filter((name) => Array.isArray(step[name]));
        return lists.length === 0 ? step.id : `${step.id}(${lists.map((name) => tell(step[name] as never)).join('|')})`;
      })
      .join(' ');
  return tell(document.steps);
}

test('puts steps into any list, also one that was not written yet', () => {
  const step = { id: 'n', type: 'click' };
  expect(shape(insertSteps(sample(), { parent: null, list: 'steps', index: 1 }, [step]))).toBe('a n if(b|loop(c)) d');
  expect(shape(insertSteps(sample(), { parent: 'loop', list: 'steps', index: 1 }, [step]))).toBe('a if(b|loop(c n)) d');
  const bare = openDocument({ steps: [{ id: 'x', type: 'if' }] });
  expect(shape(insertSteps(bare, { parent: 'x', list: 'else', index: 0 }, [step]))).toBe('x(|n)');
  expect(insertSteps(bare, { parent: 'gone', list: 'steps', index: 0 }, [step])).toBe(bare);
});

test('moves within a list, into another and out of it; never a step into itself', () => {
  const start = sample();
  expect(shape(moveStep(start, 'a', { parent: null, list: 'steps', index: 3 }))).toBe('if(b|loop(c)) d a');
  expect(shape(moveStep(start, 'd', { parent: null, list: 'steps', index: 0 }))).toBe('d a if(b|loop(c))');
  expect(shape(moveStep(start, 'd', { parent: 'loop', list: 'steps', index: 0 }))).toBe('a if(b|loop(d c))');
  expect(shape(moveStep(start, 'c', { parent: null, list: 'steps', index: 0 }))).toBe('c a if(b|loop()) d');
  expect(moveStep(start, 'if', { parent: 'loop', list: 'steps', index: 0 })).toBe(start);
  expect(moveStep(start, 'a', { parent: null, list: 'steps', index: 1 })).toBe(start);
});

test('removes a step with what stands in it, and leaves what did not change as it was', () => {
  const start = sample();
  const after = removeStep(start, 'loop');
  expect(shape(after)).toBe('a if(b|) d');
  expect(after.steps[0]).toBe(start.steps[0]);
  expect(shape(start)).toBe('a if(b|loop(c)) d');
});

test('a copy comes after its step, with ids of its own inside and out', () => {
  const { document, id } = duplicateStep(sample(), 'if');
  expect(shape(document)).toBe('a if(b|loop(c)) s1(s2|s3(s4)) d');
  expect(id).toBe('s1');
  expect(freshCopies(document, [{ id: 'a', type: 'click' }])[0]?.id).toBe('s5');
  const ids = standings(document.steps).map(({ step }) => step.id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('sets a value at any depth and takes it out again', () => {
  const path = ['target', 'candidates', 0, 'name'];
  const set = setField(sample(), 'c', path, 'Buscar');
  expect(indexOf(set).get('c')?.step['target']).toEqual({ candidates: [{ name: 'Buscar' }] });
  expect(indexOf(setField(set, 'c', ['target'], undefined)).get('c')?.step).toEqual({ id: 'c', type: 'click' });
  const emptied = setField(set, 'c', ['target', 'candidates', 0], undefined);
  expect(indexOf(emptied).get('c')?.step['target']).toEqual({ candidates: [] });
});

test('by keyboard a step goes over its neighbour, into an open container, and out of its own', () => {
  let document = sample();
  const seen: string[] = [];
  for (let round = 0; round < 6; round += 1) {
    const place = neighbourPlace(document, 'a', 'down', NOTHING_FOLDED);
    if (place === undefined) break;
    document = moveStep(document, 'a', place);
    seen.push(shape(document));
  }
  expect(seen).toEqual([
    'if(a b|loop(c)) d',
    'if(b a|loop(c)) d',
    'if(b|a loop(c)) d',
    'if(b|loop(a c)) d',
    'if(b|loop(c a)) d',
    'if(b|loop(c) a) d',
  ]);
  const back = seen.map(() => {
    const place = neighbourPlace(document, 'a', 'up', NOTHING_FOLDED);
    if (place !== undefined) document = moveStep(document, 'a', place);
    return shape(document);
  });
  expect(back).toEqual([...seen.toReversed().slice(1), 'a if(b|loop(c)) d']);
  expect(neighbourPlace(document, 'a', 'up', NOTHING_FOLDED)).toBeUndefined();
});

test('a folded container is stepped over', () => {
  const place = neighbourPlace(sample(), 'a', 'down', new Set(['if']));
  expect(place).toEqual({ parent: null, list: 'steps', index: 2 });
});

test('tells what a step stands in, and the place after it', () => {
  expect(ancestors(sample(), 'c').map(({ id }) => id)).toEqual(['loop', 'if']);
  expect(placeAfter(sample(), 'c')).toEqual({ parent: 'loop', list: 'steps', index: 1 });
  expect(placeAfter(sample(), null)).toEqual({ parent: null, list: 'steps', index: 3 });
});
