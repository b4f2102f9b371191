import { sha256Hex } from '@sri/shared/node/digest.ts';
import type { Sql } from '../../db/transaction.ts';

const BATCH = 1000;

export interface ChainState {
  ok: boolean;
  entries: number;
  /** The first entry that does not fit, and why. */
  broken: { seq: number; reason: string } | null;
  lastHash: string;
}

interface EntryRow {
  seq: string;
  prev_hash: string;
  hash: string;
  fields: string[];
}

/** What `audit_hash` of the database does, computed here so that changing that function hides nothing. */
function hashOf(fields: readonly string[]): string {
  return sha256Hex(fields.map((field) => `${Buffer.byteLength(field)}:${field}`).join(''));
}

function faultOf(row: EntryRow, expectedSeq: number, previousHash: string): string | null {
  if (Number(row.seq) !== expectedSeq) return `entry ${expectedSeq} is missing`;
  if (row.prev_hash !== previousHash) return 'it does not follow the entry before it';
  return hashOf(row.fields) === row.hash ? null : 'its content was changed after it was written';
}

/**
 * Walks an organisation's audit entries from the first to the last. Entries cut off the end cannot be seen from the
 * inside: compare `lastHash` and `entries` with what was kept elsewhere.
 */
export async function verifyChain(sql: Sql, orgId: string): Promise<ChainState> {
  let lastHash = '';
  let entries = 0;
  for (;;) {
    const rows = await sql.rows<EntryRow>(
      `select seq, prev_hash, hash, array[prev_hash, org_id::text, seq::text, extract(epoch from at)::text,
         coalesce(actor_id::text, ''), action, subject, details::text] as fields
       from audit_log where org_id = $1 and seq > $2 order by seq limit ${BATCH}`,
      [orgId, entries],
    );
    for (const row of rows) {
      const reason = faultOf(row, entries + 1, lastHash);
      if (reason !== null) return { ok: false, entries, broken: { seq: Number(row.seq), reason }, lastHash };
      lastHash = row.hash;
      entries += 1;
    }
    if (rows.length < BATCH) return { ok: true, entries, broken: null, lastHash };
  }
}
