import type { FlowInputs, InputValues } from '@sri/shared/model/flow.ts';
import { MAX_ROWS } from '@sri/shared/protocol/api/run.ts';
import { readValue, type ReadFault } from '../../domain/read-value.ts';
import { foldText } from '../../ui/fold-text.ts';

/** Characters of a file or of what was pasted. */
export const MAX_CHARACTERS = 4_000_000;

const DELIMITERS = ['\t', ';', ','] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** Cells as they stand in the text; `broken`: the number of the row whose quotes are wrong. */
export type Cells = { rows: string[][] } | { broken: number };

/** What keeps columns apart: of tab, semicolon and comma the one that the first line has most of, outside quotes. */
export function findDelimiter(text: string): Delimiter {
  const counts = new Map<string, number>();
  let quoted = false;
  for (const sign of text) {
    if (sign === '"') quoted = !quoted;
    else if (!quoted && (sign === '\n' || sign === '\r')) break;
    else if (!quoted) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  }
  return DELIMITERS.reduce((best, one) => ((counts.get(one) ?? 0) > (counts.get(best) ?? 0) ? one : best), ';');
}

/** Takes a text apart into cells; empty rows are left out. */
export async function readCells(text: string): Promise<Cells> {
  const { CsvError, parse } = await import('csv-parse/browser/esm/sync');
  try {
    const rows: string[][] = parse(text, {
      bom: true,
      delimiter: findDelimiter(text.replace(/^\uFEFF/, '')),
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
    });
    return { rows };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = 'lines' in error && typeof error.lines === 'number' ? error.lines : 1;
    return { broken: line };
  }
}

const plain = (text: string): string => foldText(text).replaceAll(/[\s_\-./()]+/g, '');

/** Which input each column is for, by its title: an input's name or label; null where no title fits, none twice. */
export function mapColumns(titles: readonly string[], inputs: FlowInputs): (string | null)[] {
  const taken = new Set<string>();
  return titles.map((title) => {
    const found = Object.entries(inputs).find(
      ([name, { label }]) =>
        !taken.has(name) && title.trim() !== '' && [name, label ?? name].some((word) => plain(word) === plain(title)),
    );
    if (found === undefined) return null;
    taken.add(found[0]);
    return found[0];
  });
}

export interface RowFault {
  /** Counted from 1, without the titles. */
  row: number;
  input: string;
  fault: ReadFault | 'missing';
  text: string;
}

export interface ReadRows {
  rows: InputValues[];
  faults: RowFault[];
  /** Required inputs without a default that no column is for. */
  missing: string[];
  tooMany: boolean;
}

/** Rows of cells as values for executions, with every fault of every row. */
export function readRows(
  cells: readonly (readonly string[])[],
  columns: readonly (string | null)[],
  inputs: FlowInputs,
  locale: string,
): ReadRows {
  const faults: RowFault[] = [];
  const rows = cells.map((row, index) => {
    const values: InputValues = {};
    columns.forEach((input, place) => {
      const declared = input === null ? undefined : inputs[input];
      if (input === null || declared === undefined) return;
      const text = row[place] ?? '';
      const read = readValue(declared.type, text, locale);
      if ('fault' in read) faults.push({ row: index + 1, input, fault: read.fault, text });
      else if (read.value !== null) values[input] = read.value;
      else if (declared.required && declared.default === undefined)
        faults.push({ row: index + 1, input, fault: 'missing', text });
    });
    return values;
  });
  const missing = Object.entries(inputs)
    .filter(([name, { required, default: preset }]) => required && preset === undefined && !columns.includes(name))
    .map(([name]) => name);
  return { rows, faults, missing, tooMany: rows.length > MAX_ROWS };
}
