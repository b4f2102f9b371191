import type { TFunction } from 'i18next';

export type Words = TFunction<'steps'>;

const LONGEST = 80;

/** As much of a text as a line has room for. */
export function short(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

/** `https://portal.example/a?b` as `portal.example/a`. */
export function place(url: string): string {
  return short(
    url
      .replace(/^https?:\/\//i, '')
      .replace(/[?#].*$/, '')
      .replace(/\/$/, ''),
  );
}

/** A value, or several, in the quotes of the reader's language. */
export function quoted(t: Words, value: unknown): string {
  return t('quote', { text: short(Array.isArray(value) ? value.join(', ') : String(value)) });
}
