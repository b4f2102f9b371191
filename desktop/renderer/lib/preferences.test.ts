import { expect, test } from 'vitest';
import { createPreferences, guessPreferences } from './preferences.ts';

function memory(start?: string) {
  let text = start ?? null;
  return { getItem: () => text, setItem: (_key: string, value: string) => void (text = value) };
}

test('guesses language and region from the machine, Spanish and Argentina where it cannot', () => {
  expect(guessPreferences(['es-MX', 'en'])).toMatchObject({ language: 'es', region: 'MX' });
  expect(guessPreferences(['en-US'])).toMatchObject({ language: 'en', region: 'US' });
  expect(guessPreferences(['pt-BR'])).toMatchObject({ language: 'es', region: 'BR' });
  expect(guessPreferences([])).toMatchObject({ language: 'es', region: 'AR' });
});

test('what was set is there at the next start', () => {
  const storage = memory();
  createPreferences(storage, []).setState({ theme: 'dark', region: 'CL' });
  expect(createPreferences(storage, []).getState()).toMatchObject({ theme: 'dark', region: 'CL' });
});

test.each(['not json', '{"theme":"pink"}', '[]', 'null'])('what cannot be read (%s) is guessed again', (text) => {
  expect(createPreferences(memory(text), ['es-UY']).getState()).toEqual(guessPreferences(['es-UY']));
});
