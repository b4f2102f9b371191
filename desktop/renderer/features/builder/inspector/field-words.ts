import type { TFunction } from 'i18next';
import type { KeyOf } from './key-of.ts';

type Words = TFunction<'builder'>;

const SIGNS: Record<string, 'comma' | 'dot' | 'semicolon' | 'tab' | 'bar'> = {
  ',': 'comma',
  '.': 'dot',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'bar',
};

/** What a field is called; one that nobody translated yet is called as in the document. */
export function fieldName(t: Words, type: string, field: string): string {
  const own = t(`fieldOf.${type}.${field}` as KeyOf, { defaultValue: '' });
  return own === '' ? t(`field.${field}` as KeyOf, { defaultValue: field }) : own;
}

/** A value that a field may have, in words. */
export function choiceName(t: Words, field: string, choice: string): string {
  const sign = SIGNS[choice];
  if (sign !== undefined) return t(`choice.sign.${sign}`);
  return t(`choice.${field}.${choice}` as KeyOf, { defaultValue: choice });
}

/** The name of the field that a path leads to: the last part that has one. */
export function pathName(t: Words, type: string, path: readonly (string | number)[]): string {
  const named = path
    .filter((part): part is string => typeof part === 'string')
    .map((part) => ({ part, name: fieldName(t, type, part) }))
    .filter(({ part, name }) => name !== part);
  return named.at(-1)?.name ?? path.join('.');
}
