import type { Reading } from '../model/contract-result.ts';

const MONTHS = 'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'.split(' ');

/** `1234.5` as `1234,5`; no groups, since a text with groups is what was not understood. */
function numberWords(plain: string): string {
  return plain.replace('.', ',');
}

/** `3461.6` as `3.461,6`. */
export function groupedNumber(plain: string): string {
  const [whole = '', fraction] = plain.split('.');
  const grouped = whole.replaceAll(/\B(?=(?:\d{3})+$)/g, '.');
  return fraction === undefined ? grouped : `${grouped},${fraction}`;
}

/** One thing that a text could mean, as a person says it: `1234,5`, `3 de abril de 2026`. */
export function readingWords({ value }: Reading): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value) ?? [];
  if (year !== undefined) return `el ${Number(day)} de ${MONTHS[Number(month) - 1] ?? ''} de ${year}`;
  return /^-?\d+(?:\.\d+)?$/.test(value) ? numberWords(value) : value;
}

/** `a, b o c`. */
export function orList(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} o ${last}`;
}
