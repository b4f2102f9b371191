import { expect, test } from 'vitest';
import { openDocument } from '../document/open-document.ts';
import { findStep, standings } from '../document/tree.ts';
import { createBuilderStore } from './builder-store.ts';
import { stepActs } from './step-acts.ts';

function builder() {
  let at = 0;
  const document = openDocument({
    steps: [
      { id: 'a', type: 'click' },
      { id: 'loop', type: 'forEach', steps: [{ id: 'b', type: 'fill' }] },
      { id: 'c', type: 'click' },
    ],
  });
  const store = createBuilderStore(document, () => at);
  return { store, acts: stepActs(store), wait: (ms: number) => void (at += ms), document };
}

const ids = (store: ReturnType<typeof builder>['store']): string =>
  standings(store.getState().document.steps)
    .map(({ step }) => step.id)
    .join(' ');

test('typing in one field is one entry, until a pause or until the field is left', () => {
  const { store, acts, wait } = builder();
  const value = (): unknown => findStep(store.getState().document, 'b')?.['value'];
  for (const text of ['M', 'Ma', 'Maí']) {
    acts.set('b', ['value'], text);
    wait(300);
  }
  expect(store.getState().history.past).toHaveLength(1);
  wait(1000);
  acts.set('b', ['value'], 'Maíz');
  store.endGesture();
  acts.set('b', ['value'], 'Maíz 2026');
  expect(store.getState().history.past).toHaveLength(3);
  store.undo();
  expect(value()).toBe('Maíz');
  store.undo();
  expect(value()).toBe('Maí');
  store.undo();
  expect(value()).toBeUndefined();
  store.redo();
  store.redo();
  expect(value()).toBe('Maíz');
});

test('another field begins an entry of its own, without a pause', () => {
  const { store, acts } = builder();
  acts.set('b', ['value'], 'x');
  acts.set('b', ['name'], 'Escribir el grano');
  expect(store.getState().history.past).toHaveLength(2);
});

test('each act is undone as a whole, with what was selected', () => {
  const { store, acts } = builder();
  acts.select('c');
  acts.remove('c');
  expect(ids(store)).toBe('a loop b');
  expect(store.getState().selected).toBe('loop');
  acts.move('a', { parent: 'loop', list: 'steps', index: 1 });
  expect(ids(store)).toBe('loop b a');
  store.undo();
  store.undo();
  expect(ids(store)).toBe('a loop b c');
  expect(store.getState().selected).toBe('c');
});

test('a new change ends what could be done again', () => {
  const { store, acts } = builder();
  acts.duplicate('a');
  store.undo();
  acts.toggleDisabled('a');
  store.redo();
  expect(ids(store)).toBe('a loop b c');
  expect(findStep(store.getState().document, 'a')?.disabled).toBe(true);
});

test('selection and folding are no entries; what changes nothing is none either', () => {
  const { store, acts } = builder();
  acts.select('b');
  acts.toggleFold('loop');
  acts.moveBy('a', 'up');
  store.commit(store.getState().document);
  expect(store.getState().history.past).toEqual([]);
});

test('a step that is selected or put into a folded container opens it', () => {
  const { store, acts } = builder();
  acts.toggleFold('loop');
  acts.select('b');
  expect(store.getState().folded.size).toBe(0);
  acts.toggleFold('loop');
  acts.insert({ parent: 'loop', list: 'steps', index: 0 }, { type: 'click' });
  expect(store.getState().folded.size).toBe(0);
  expect(ids(store)).toBe('a loop s1 b c');
  expect(store.getState().selected).toBe('s1');
});

test('what was copied is pasted after what is selected, as often as wanted', () => {
  const { store, acts } = builder();
  acts.copy('loop');
  acts.remove('loop');
  acts.select('c');
  acts.paste();
  acts.paste();
  expect(ids(store)).toBe('a c s1 s2 s3 s4');
});

test('after another document nothing of the one before comes back', () => {
  const { store, acts } = builder();
  acts.remove('a');
  store.replace(openDocument({ steps: [{ id: 'x', type: 'click' }] }));
  store.undo();
  expect(ids(store)).toBe('x');
});
