// Zero-width characters, the soft hyphen and the byte order mark: invisible, and fatal when values are compared.
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g;

/** Text of a page as a person reads it: no invisible characters, spaces of any kind as one space, no empty lines. */
export function cleanText(text: string): string {
  return text
    .replaceAll(INVISIBLE, '')
    .replaceAll(/[^\S\n]+/g, ' ')
    .replaceAll(/ ?\n[ \n]*/g, '\n')
    .trim();
}

/** For comparing what people wrote with what a page shows: without accents, case and runs of white space. */
export function foldText(text: string): string {
  return cleanText(text).normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/\s+/g, ' ');
}
