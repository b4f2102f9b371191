import { expect, test } from 'vitest';
import type { RecordedFlag, RecordedStep } from '../../../../contract/recording.ts';
import { removeStep, setField } from '../document/change-tree.ts';
import { openDocument } from '../document/open-document.ts';
import type { FlowDocument } from '../document/flow-document.ts';
import { beginMerge, mergeSteps } from './merge-steps.ts';

const told = (id: string, type: string, fields: object = {}, flags: RecordedFlag[] = []): RecordedStep => ({
  step: { id, type, ...fields },
  flags,
});
const begun = (): FlowDocument =>
  openDocument({
    steps: [
      { id: 's1', type: 'navigate', url: 'https://portal.example' },
      { id: 's2', type: 'screenshot' },
    ],
  });
const look = ({ steps }: FlowDocument): string => steps.map(({ id, type }) => `${id} ${type}`).join(', ');

test('steps come one after the other, after the mark', () => {
  const first = mergeSteps(begun(), beginMerge('s1'), [told('a-1', 'click')]);
  expect(look(first.document)).toBe('s1 navigate, s3 click, s2 screenshot');
  const second = mergeSteps(first.document, first.merged, [told('a-1', 'click'), told('a-2', 'fill', { value: 'x' })]);
  expect(look(second.document)).toBe('s1 navigate, s3 click, s4 fill, s2 screenshot');
  expect(second).toMatchObject({ added: 1, merged: { mark: 's4' } });
});

test('without a mark they come at the end, and into an empty flow too', () => {
  expect(look(mergeSteps(begun(), beginMerge(null), [told('a', 'click')]).document)).toMatch(/, s3 click$/);
  const empty = openDocument({ steps: [] });
  const both = [told('a', 'navigate', { url: 'https://portal.example/' }), told('b', 'click')];
  expect(look(mergeSteps(empty, beginMerge(null), both).document)).toBe('s1 navigate, s2 click');
});

test('the address where a recording begins is not written a second time', () => {
  const recorded = [told('h', 'navigate', { url: 'https://portal.example/inicio' }), told('b', 'click')];
  const result = mergeSteps(begun(), beginMerge('s2'), recorded);
  expect(look(result.document)).toBe('s1 navigate, s2 screenshot, s3 click');
  const later = [...recorded, told('c', 'navigate', { url: 'https://portal.example/otra' })];
  expect(look(mergeSteps(result.document, result.merged, later).document)).toMatch(/s3 click, s4 navigate$/);
});

test('what the recording finds out later is written, unless the person wrote something else', () => {
  const first = mergeSteps(begun(), beginMerge('s1'), [told('a', 'click', { target: '#uno' })]);
  const mine = setField(first.document, 's3', ['name'], 'Abrir el informe');
  const now = [told('a', 'download', { target: '#uno', saveAs: 'informe' })];
  const second = mergeSteps(mine, first.merged, now);
  expect(second.document.steps[1]).toEqual({
    id: 's3',
    type: 'download',
    name: 'Abrir el informe',
    target: '#uno',
    saveAs: 'informe',
  });
  const written = setField(second.document, 's3', ['saveAs'], 'liquidaciones');
  const third = mergeSteps(written, second.merged, [told('a', 'download', { target: '#uno', saveAs: 'informe2' })]);
  expect(third.document.steps[1]).toMatchObject({ saveAs: 'liquidaciones' });
});

test('a step that the person took out stays out, and the next one comes where the mark was', () => {
  const recorded = [told('a', 'click'), told('b', 'fill')];
  const first = mergeSteps(begun(), beginMerge('s1'), recorded);
  const without = removeStep(first.document, 's4');
  const second = mergeSteps(without, first.merged, [...recorded, told('c', 'press')]);
  expect(look(second.document)).toBe('s1 navigate, s3 click, s4 press, s2 screenshot');
});

test('a step that became a part of another one goes, but not with what the person wrote in it', () => {
  const first = mergeSteps(begun(), beginMerge('s1'), [told('a', 'click'), told('b', 'click')]);
  const joined = mergeSteps(first.document, first.merged, [told('a', 'click', { count: 2 })]);
  expect(look(joined.document)).toBe('s1 navigate, s3 click, s2 screenshot');
  expect(joined.merged.mark).toBe('s3');
  const named = setField(first.document, 's4', ['name'], 'Mío');
  const kept = mergeSteps(named, first.merged, [told('a', 'click', { count: 2 })]);
  expect(look(kept.document)).toBe('s1 navigate, s3 click, s4 click, s2 screenshot');
});

test('a step that is found out in between stands in between', () => {
  const first = mergeSteps(begun(), beginMerge('s1'), [told('a', 'click'), told('b', 'fill')]);
  const between = [told('a', 'click'), told('w', 'waitFor'), told('b', 'fill')];
  const second = mergeSteps(first.document, first.merged, between);
  expect(look(second.document)).toBe('s1 navigate, s3 click, s5 waitFor, s4 fill, s2 screenshot');
  expect(second.merged.mark).toBe('s4');
});

test('nothing new gives the same document', () => {
  const recorded = [told('a', 'click', { target: '#uno' })];
  const first = mergeSteps(begun(), beginMerge('s1'), recorded);
  expect(mergeSteps(first.document, first.merged, structuredClone(recorded)).document).toBe(first.document);
});

test('the file of an upload becomes something that each execution brings', () => {
  const upload = told('a', 'upload', { files: '{{inputs.factura}}' }, ['file']);
  const { document } = mergeSteps(begun(), beginMerge(null), [upload]);
  expect(document.inputs).toEqual({ factura: { type: 'text', required: true } });
});
