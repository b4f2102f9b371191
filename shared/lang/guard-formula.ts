// A cell that begins with one of these is run by spreadsheets, also after spaces and signs that cannot be seen. TAB and CR
// at the start end the cell before it where a file is pasted or read with other separators.
const RUN = /^(?:[\t\r]|[\s\p{C}]*[=+\-@])/u;
const PLAIN_NUMBER = /^ *[+-]?\d[\d.,]* ?%? *$/;

/**
 * A text as a cell that no spreadsheet takes for a formula (R56): what would be one gets an apostrophe in front, also in
 * signs that are read alike (NFKC: full-width, small, raised, doubled ones). Plain numbers such as `-1.234,56` and a lone
 * `-` stay as they are.
 */
export function guardFormula(text: string): string {
  return RUN.test(text.normalize('NFKC')) && !PLAIN_NUMBER.test(text) && text.trim() !== '-' ? `'${text}` : text;
}
