import type { Artifact } from '@sri/shared/protocol/api/jobs.ts';
import { z } from 'zod';

/** Something that steps saved under one name, with the files that hold it. */
export interface SavedData {
  name: string;
  json: Artifact;
  /** The same for other programs, as CSV; the JSON last. */
  files: Artifact[];
  /** How it breaks its data contract; undefined where it does not. */
  contract: Artifact | undefined;
}

export type SavedRow = Record<string, unknown>;

/** What a file of saved data holds: a table, or the values of one thing. */
export interface SavedContent {
  columns: string[];
  rows: SavedRow[];
  /** One thing with named values, not a list of such. */
  single: boolean;
}

const SAVED = /^data\/(.+)\.json$/;
/** No saved name has a dot in it. */
const CONTRACT = '.contract.json';

/** What an execution saved, in the order of the names. */
export function savedData(files: readonly Artifact[]): SavedData[] {
  return files.flatMap((json) => {
    const [, name] = SAVED.exec(json.name) ?? [];
    if (name === undefined || json.name.endsWith(CONTRACT)) return [];
    const contract = files.find((file) => file.name === `data/${name}${CONTRACT}`);
    const others = files.filter((file) => file !== json && file !== contract && file.name.startsWith(`data/${name}.`));
    return [{ name, json, files: [...others, json], contract }];
  });
}

const rowSchema = z.record(z.string(), z.unknown());
/** What is no object with names, as a list of plain texts, stands in a column without one. */
const toRow = (value: unknown): SavedRow =>
  (Array.isArray(value) ? undefined : rowSchema.safeParse(value).data) ?? { '': value };

/** Reads the text of a file of saved data. Throws `SyntaxError` for what is no JSON. */
export function readSaved(text: string): SavedContent {
  const value: unknown = JSON.parse(text);
  const rows = Array.isArray(value) ? value.map(toRow) : [toRow(value)];
  return { columns: [...new Set(rows.flatMap(Object.keys))], rows, single: !Array.isArray(value) };
}

/** A value as text: what has parts as JSON, nothing as nothing. */
export function savedText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
