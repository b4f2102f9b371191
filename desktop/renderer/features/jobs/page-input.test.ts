import { pageInputSchema } from '@sri/shared/protocol/page-input.ts';
import { expect, it } from 'vitest';
import { keyInput, placeIn } from './page-input.ts';

const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

it('a place in the picture is the place in the page under it, also at the edges', () => {
  const box = { left: 100, top: 50, width: 480, height: 270 } as DOMRect;
  const size = { width: 1366, height: 768 };
  expect(placeIn(box, { clientX: 340, clientY: 185 }, size)).toEqual({ x: 683, y: 384 });
  expect(placeIn(box, { clientX: 0, clientY: 999 }, size)).toEqual({ x: 0, y: 768 });
});

it.each([
  [
    { ...none, key: 'ñ' },
    { kind: 'text', text: 'ñ' },
  ],
  [
    { ...none, key: 'A', shiftKey: true },
    { kind: 'text', text: 'A' },
  ],
  [
    { ...none, key: '@', ctrlKey: true, altKey: true },
    { kind: 'text', text: '@' },
  ],
  [
    { ...none, key: ' ' },
    { kind: 'text', text: ' ' },
  ],
  [
    { ...none, key: 'Enter' },
    { kind: 'key', key: 'Enter' },
  ],
  [
    { ...none, key: 'Tab', shiftKey: true },
    { kind: 'key', key: 'Shift+Tab' },
  ],
  [
    { ...none, key: 'a', ctrlKey: true },
    { kind: 'key', key: 'Control+a' },
  ],
])('%o becomes %o, which the protocol takes', (event, input) => {
  expect(keyInput(event)).toEqual(input);
  expect(pageInputSchema.safeParse(input).success).toBe(true);
});

it('a modifier alone, or a key without a name of letters, does nothing', () => {
  for (const key of ['Shift', 'Dead']) expect(keyInput({ ...none, key })).toBeNull();
  expect(keyInput({ ...none, key: 'º', ctrlKey: true })).toBeNull();
});
