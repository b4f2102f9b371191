import type { Fence } from '@sri/shared/queue/queue-contract.ts';
import type { RelayDatabase } from '../../db/transaction.ts';

/** An execution that ended and whose attempts may still lie in S3. */
export interface UntidyJob {
  orgId: string;
  userId: string;
  jobId: string;
  fence: Fence;
}

interface Row {
  org_id: string;
  user_id: string;
  id: string;
  gen: number;
  att: number;
}

/** Those that ended at least `ageMs` ago, the oldest first. One that was put into the queue again is not among them. */
export async function findAttemptsLeft(
  relay: RelayDatabase,
  { ageMs, limit }: { ageMs: number; limit: number },
): Promise<UntidyJob[]> {
  const rows = await relay.asRelay((sql) =>
    sql.rows<Row>(
      `select org_id, user_id, id, gen, att from jobs
       where attempts_left and status in ('completed', 'failed', 'cancelled', 'needs_login', 'needs_review')
         and updated_at < now() - $1 * interval '1 millisecond'
       order by updated_at limit $2`,
      [ageMs, limit],
    ),
  );
  return rows.map(({ org_id: orgId, user_id: userId, id: jobId, gen, att }) => ({
    orgId,
    userId,
    jobId,
    fence: { gen, att },
  }));
}

/** Their folders are empty now. */
export async function noteTidied(relay: RelayDatabase, orgId: string, jobIds: readonly string[]): Promise<void> {
  if (jobIds.length === 0) return;
  await relay.asRelay((sql) =>
    sql.run('update jobs set attempts_left = false where org_id = $1 and id = any($2::uuid[]) and attempts_left', [
      orgId,
      jobIds,
    ]),
  );
}
