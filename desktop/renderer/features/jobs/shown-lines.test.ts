import { expect, test } from 'vitest';
import type { LogLine } from './log-lines.ts';
import { createShowLines } from './shown-lines.ts';

const line = (text: string, level: LogLine['level'] = 'info'): LogLine => ({ at: 1, level, text });
const texts = (lines: readonly LogLine[]): string[] => lines.map(({ text }) => text);
const ALL = { level: 'all', query: '' } as const;

test('without a filter the lines are what they are', () => {
  const lines = [line('a'), line('b')];
  expect(createShowLines()(lines, ALL)).toBe(lines);
});

test('by level and by words, accents and case aside', () => {
  const show = createShowLines();
  const lines = [line('Sesión cargada'), line('La sesión vence', 'warn'), line('Otra cosa', 'error')];
  expect(texts(show(lines, { level: 'all', query: 'SESION' }))).toEqual(['Sesión cargada', 'La sesión vence']);
  expect(texts(show(lines, { level: 'warn', query: '' }))).toEqual(['La sesión vence', 'Otra cosa']);
  expect(texts(show(lines, { level: 'warn', query: 'vence sesion' }))).toEqual(['La sesión vence']);
});

test('of a log that grows and loses its oldest lines, each line is looked at once', () => {
  const show = createShowLines();
  let looked = 0;
  const watched = (text: string): LogLine => ({
    at: 1,
    level: 'info',
    get text() {
      looked += 1;
      return text;
    },
  });
  const filter = { level: 'all', query: 'x' } as const;
  const first = Array.from({ length: 1000 }, (_, index) => watched(`x${index}`));
  expect(show(first, filter)).toHaveLength(1000);
  const grown = [...first, watched('y'), watched('x1000')];
  expect(show(grown, filter).at(-1)).toBe(grown[1001]);
  const trimmed = [...grown.slice(500), watched('x1001')];
  expect(show(trimmed, filter)).toEqual(trimmed.filter((one) => one !== grown[1000]));
  expect(looked).toBe(1003);
  expect(show(trimmed, filter)).toBe(show(trimmed, filter));
});

test('another execution has nothing to do with the last one', () => {
  const show = createShowLines();
  const filter = { level: 'all', query: 'a' } as const;
  show([line('a1'), line('a2')], filter);
  expect(texts(show([line('a3'), line('b')], filter))).toEqual(['a3']);
});
