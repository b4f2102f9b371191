import type { S3Client } from '@aws-sdk/client-s3';
import { AppError } from '@sri/shared/errors.ts';
import { compareRows } from '@sri/shared/exports/compare-rows.ts';
import { keyColumns } from '@sri/shared/exports/key-columns.ts';
import type { CellValue, DataRow } from '@sri/shared/model/contract-result.ts';
import { MOST_CHANGES, type ResultChanges } from '@sri/shared/protocol/api/job-changes.ts';
import type { Sql } from '../../db/transaction.ts';
import { JOB_COLUMNS, JOB_TABLES, type JobRow } from '../jobs/job-rows.ts';
import { invalidRequest } from '../../http/route.ts';
import { openResult } from './read-results.ts';

/** Larger ones are compared outside: both are held whole. */
const MOST_BYTES = 20_000_000;

/** The last completed execution before this one, of the same flow and account, that saved data of that name. */
export function findFormer(sql: Sql, job: JobRow, file: string): Promise<JobRow | undefined> {
  return sql.row<JobRow>(
    `select ${JOB_COLUMNS} from ${JOB_TABLES}
     where j.flow_id = $1 and j.user_id = $2 and j.provider_id = $3 and j.status = 'completed' and not j.test
       and (j.created_at, j.id) < ($4, $5) and j.result->'objects' ? $6
     order by j.created_at desc, j.id desc limit 1`,
    [job.flow_id, job.user_id, job.provider_id, job.created_at, job.id, file],
  );
}

function cellOf(value: unknown): CellValue {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value);
}

function rowOf(value: unknown): DataRow {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const entries = isObject ? Object.entries(value) : [['', value] as [string, unknown]];
  return Object.fromEntries(entries.map(([name, cell]) => [name, cellOf(cell)]));
}

/** The rows that an execution saved; null where they are gone. Throws `invalid_request` for more than can be compared. */
export async function readSavedRows(s3: S3Client, job: JobRow, file: string): Promise<DataRow[] | null> {
  const stream = await openResult(s3, { orgId: job.org_id, userId: job.user_id, jobId: job.id }, file);
  if (stream === undefined) return null;
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of stream as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > MOST_BYTES) {
      stream.destroy();
      throw new AppError('invalid_request', 'The data is too large to be compared here.', {
        hint: 'Download both files and compare them; up to 20 MB are compared.',
      });
    }
    parts.push(part);
  }
  const value: unknown = JSON.parse(Buffer.concat(parts).toString('utf8'));
  return (Array.isArray(value) ? value : [value]).map(rowOf);
}

/** What became of the rows since the former execution, told up to a measure. Throws `invalid_request` for a key that is no column. */
export function toChanges(
  before: readonly DataRow[],
  after: readonly DataRow[],
  wanted: string | undefined,
): Omit<ResultChanges, 'against'> {
  const columns = new Set([...before, ...after].flatMap(Object.keys));
  const keys = keyColumns(before, after);
  // Of no rows at all nothing is a column.
  if (wanted !== undefined && columns.size > 0 && !columns.has(wanted))
    throw invalidRequest([{ field: 'key', message: `"${wanted}" is no column of this data` }]);
  const chosen = wanted ?? keys[0];
  // Rows that nothing tells apart are alike or not.
  const key = chosen === undefined ? [...columns] : [chosen];
  const { added, removed, changed, unchanged } = compareRows(before, after, key);
  return {
    key,
    keys,
    counts: {
      before: before.length,
      after: after.length,
      added: added.length,
      removed: removed.length,
      changed: changed.length,
      unchanged,
    },
    added: added.slice(0, MOST_CHANGES),
    removed: removed.slice(0, MOST_CHANGES),
    changed: changed.slice(0, MOST_CHANGES),
  };
}
