import { readdirSync, readFileSync } from 'node:fs';
import { sha256Hex } from '@sri/shared/node/digest.ts';

const FOLDER = new URL('../migrations/', import.meta.url);

export interface MigrationFile {
  name: string;
  sql: string;
  /** SHA-256 of the text, hex. */
  checksum: string;
}

/** The migrations of this code, in the order they run: by their number. */
export function readMigrationFiles(folder: URL = FOLDER): MigrationFile[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name))
    .toSorted()
    .map((name) => {
      const sql = readFileSync(new URL(name, folder), 'utf8').replaceAll('\r\n', '\n');
      return { name, sql, checksum: sha256Hex(sql) };
    });
}
