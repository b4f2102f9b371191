import { describe, expect, test } from 'vitest';
import { ERROR_CODES } from '@sri/shared/errors.ts';
import { later as englishLater } from './en-later.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { later as spanishLater } from './es-later.ts';

/** Every text with its key, as `jobs.status.queued`. */
function flat(value: unknown, path = ''): Map<string, string> {
  if (typeof value === 'string') return new Map([[path, value]]);
  const entries = Object.entries(value as Record<string, unknown>);
  return new Map(entries.flatMap(([key, inner]) => [...flat(inner, path === '' ? key : `${path}.${key}`)]));
}

const spanish = flat({ ...es, ...spanishLater });
const english = flat({ ...en, ...englishLater });
const placeholders = (text: string): string[] => (text.match(/\{\{\w+\}\}/g) ?? []).toSorted();

test('both languages have the same keys', () => {
  expect([...english.keys()].toSorted()).toEqual([...spanish.keys()].toSorted());
});

test('each text asks for the same values in both languages', () => {
  const differing = [...spanish].filter(
    ([key, text]) => String(placeholders(text)) !== String(placeholders(english.get(key) ?? '')),
  );
  expect(differing).toEqual([]);
});

test('no text is empty', () => {
  expect([...spanish, ...english].filter(([, text]) => text.trim() === '')).toEqual([]);
});

describe('errors', () => {
  test.each(Object.keys(ERROR_CODES))('%s says what happened and what to do, in both languages', (code) => {
    for (const texts of [spanish, english]) {
      expect(texts.get(`errors.${code}.title`)).toBeTruthy();
      expect(texts.get(`errors.${code}.action`)).toBeTruthy();
    }
  });
});

test('Spanish keeps to the glossary: no word that means something else in the field, none of the trade', () => {
  const banned =
    /\b(?:trabajador|proveedor|trabajos?|jobs?|workers?|tokens?|headless|timeout|selector|clave|por favor|vos)\b|!/i;
  // A supplier is meant here: it explains what a portal is.
  const allowed = new Set(['portals.empty.text']);
  expect([...spanish].filter(([key, text]) => banned.test(text) && !allowed.has(key))).toEqual([]);
});
