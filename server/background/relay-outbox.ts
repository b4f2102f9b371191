import { AppError } from '@sri/shared/errors.ts';
import { isFinal } from '@sri/shared/model/job.ts';
import type { Reach } from '@sri/shared/node/failpoint.ts';
import { issueTicket } from '@sri/shared/node/job-ticket.ts';
import type { Logger } from '@sri/shared/node/logger.ts';
import type { SigningKeys } from '@sri/shared/node/sign.ts';
import type { JobEnvelope } from '@sri/shared/protocol/job-envelope.ts';
import { accountOf, type Queue } from '@sri/shared/queue/queue-contract.ts';
import type { Announce } from '../features/jobs/announce-status.ts';
import { blockOf } from '../features/jobs/held-accounts.ts';
import type { Handled, OutboxRow } from '../features/jobs/outbox-store.ts';

export interface RelayContext {
  /** Takes rows, see `takeOutbox`. */
  take: (limit: number, tell: (rows: OutboxRow[]) => Promise<Handled[]>) => Promise<number>;
  queue: Pick<Queue, 'enqueue' | 'cancel' | 'known' | 'hold'>;
  announce: Announce;
  keys: SigningKeys;
  noteOrg: (orgId: string) => void;
  reach: Reach;
  log: Logger;
}

const BATCH = 200;
/** Longer than any job may wait for its account: a session lives 7 days. */
const TICKET_MS = 30 * 24 * 3_600_000;

/** The element of the list, the same each time it is made for one generation (R3). */
export function envelopeOf(row: OutboxRow, keys: SigningKeys): JobEnvelope {
  const enqueuedAt = row.outbox_at.getTime();
  const envelope: JobEnvelope = {
    v: 1,
    jobId: row.id,
    gen: row.outbox_gen,
    orgId: row.org_id,
    userId: row.user_id,
    providerId: row.provider_id,
    provider: row.provider,
    portal: row.portal,
    flowId: row.flow_id,
    version: row.version,
    scriptKey: row.script_key,
    scriptHash: row.script_hash,
    scriptSignature: row.script_signature,
    keyId: row.key_id,
    inputs: row.inputs,
    metadata: row.metadata,
    ...(row.resume === null ? {} : { resume: row.resume }),
    timeoutMs: row.timeout_ms,
    enqueuedAt,
  };
  return { ...envelope, ticket: issueTicket(envelope, keys, enqueuedAt + TICKET_MS) };
}

/**
 * Carries the outbox to Redis. A row says "make Redis agree with this job": a queued one is pushed, one that ended
 * without the queue (cancel, review) is announced and whatever Redis still has of it ended. A row that Redis refuses
 * stays; so does one whose cancel is under way, which `cancel-requested` ends.
 */
export function createRelay({ take, queue, announce, keys, noteOrg, reach, log }: RelayContext): () => Promise<void> {
  async function dropOlder(row: OutboxRow): Promise<void> {
    const found = (await queue.known(row.org_id, [row.id])).get(row.id);
    if (found !== undefined && found.gen < row.gen) await queue.cancel(row.org_id, row.id, found.gen);
  }

  async function tellRedis(row: OutboxRow): Promise<void> {
    noteOrg(row.org_id);
    const { org_id: orgId, id: jobId, user_id: userId, provider, status, error, gen } = row;
    if (row.outbox_gen < gen) return dropOlder(row);
    const news = { orgId, jobId, userId, provider, status, fence: { gen, att: 0 } };
    if (isFinal(status)) {
      await dropOlder(row);
      return announce({ ...news, error, at: row.finished_at?.getTime() ?? row.outbox_at.getTime() });
    }
    if (status !== 'queued' || row.cancel_requested_at !== null) return;
    const { stalls, retries, max_attempts: maxAttempts, max_per_account: maxPerAccount } = row;
    const account = accountOf(userId, provider);
    const block = blockOf({ pauseId: row.pause_id, guardId: row.guard_id });
    if (block !== undefined) await queue.hold(orgId, account, block);
    const counts = { account, maxPerAccount, stalls, retries, maxAttempts };
    await queue.enqueue(envelopeOf(row, keys), counts);
    await announce({ ...news, at: Date.now() });
  }

  async function tell(rows: OutboxRow[]): Promise<{ handled: Handled[]; refused: unknown }> {
    let refused: unknown;
    const results = await Promise.allSettled(rows.map((row) => tellRedis(row)));
    const handled = results.map((result, index): Handled => {
      if (result.status === 'fulfilled') return 'told';
      refused ??= result.reason;
      if (result.reason instanceof AppError && result.reason.status === 503) return 'later';
      log.error(
        { err: result.reason as unknown, jobId: rows[index]?.id },
        'a row of the outbox cannot be told to Redis',
      );
      return 'faulty';
    });
    return { handled, refused };
  }

  return async () => {
    for (;;) {
      let refused: unknown;
      const taken = await take(BATCH, async (rows) => {
        const told = await tell(rows);
        refused = told.refused;
        await reach('after-push');
        return told.handled;
      });
      if (refused !== undefined) throw refused;
      if (taken < BATCH) return;
    }
  };
}
