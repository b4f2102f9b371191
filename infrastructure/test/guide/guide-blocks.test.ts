import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commandsOf, fillIn, readBlocks } from './guide-blocks.ts';

const guide = join(import.meta.dirname, '..', '..', '..', 'docs', 'guia-de-integracion.md');

test('takes commands apart as a person would', () => {
  expect(commandsOf('# uno\nls\n\ncurl -d \'{\n  "a": 1\n}\' \\\n  http://x\necho "a\nb"\n')).toEqual([
    'ls',
    'curl -d \'{\n  "a": 1\n}\' \\\n  http://x',
    'echo "a\nb"',
  ]);
});

test('every block of the guide can be taken apart', () => {
  const commands = readBlocks(guide)
    .filter(({ language }) => language === 'bash')
    .flatMap(({ text }) => commandsOf(text));
  expect(commands.length).toBeGreaterThan(40);
});

test('a name that no step gave is an error', () => {
  expect(fillIn('a {B} c', { B: 'x' })).toBe('a x c');
  expect(() => fillIn('a {B} c', {})).toThrow('{B}');
});
