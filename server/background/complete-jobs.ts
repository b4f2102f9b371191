import type { JobStatus } from '@sri/shared/model/job.ts';
import type { Reach } from '@sri/shared/node/failpoint.ts';
import type { Logger } from '@sri/shared/node/logger.ts';
import { jobEnvelopeSchema } from '@sri/shared/protocol/job-envelope.ts';
import { accountOf, type Ended, type Fence, type Queue } from '@sri/shared/queue/queue-contract.ts';
import type { Announce } from '../features/jobs/announce-status.ts';
import type { JobEnd, Recorded } from '../features/jobs/record-end.ts';
import { inGroups } from './in-groups.ts';
import { endOf, resultsLost } from './job-end.ts';
import type { Promote } from './promote-results.ts';

/*
 * What happens to a job that ended in the queue. A crash anywhere repeats from the start, harmlessly:
 *
 *   ended ──> results under their documented names, or wait ──> Postgres: state, steps, audit (compare and set)
 *         ──> hold of the account ──> status key, stream, `done` ──> attempts/ deleted, or later ──> confirm
 */
export interface CompleteContext {
  queue: Pick<Queue, 'ended' | 'confirm' | 'hold'>;
  /** Whose job it is; undefined where there is no row (put in by hand). */
  findOwner: (orgId: string, jobId: string) => Promise<{ userId: string; provider: string } | undefined>;
  promote: Promote;
  record: (orgId: string, jobId: string, fence: Fence, end: JobEnd) => Promise<Recorded>;
  /** SHA-256 of what stands under the account's session key now; null where nothing does. */
  sessionDigest: (orgId: string, userId: string, provider: string) => Promise<string | null>;
  /** Looks at the account's hold now. */
  checkAccount: (account: { orgId: string; userId: string; provider: string }) => Promise<void>;
  /** A run stored what the portal had made of the account's session. */
  sessionRefreshed: (account: { orgId: string; userId: string; provider: string }) => Promise<void>;
  announce: Announce;
  /** Deletes what an earlier generation left under names that are not among these. */
  deleteFormer: (
    attempt: { orgId: string; userId: string; jobId: string; fence: Fence },
    names: readonly string[],
  ) => Promise<void>;
  deleteAttempts: (job: { orgId: string; userId: string; jobId: string }, upTo: Fence) => Promise<void>;
  /** Nothing of these lies under `attempts/` any more. */
  noteTidied: (orgId: string, jobIds: readonly string[]) => Promise<void>;
  onRecorded: (end: RecordedEnd) => void;
  reach: Reach;
  log: Logger;
}

/** What the monitoring counts of an end. */
export interface RecordedEnd {
  status: JobStatus;
  /** An error's code, or `none`. */
  cause: string;
  /** Leases that ended without their worker. */
  stalls: number;
}

interface Owner {
  userId: string;
  provider: string;
}

const LIMIT = 1000;
const AT_ONCE = 8;
/** How long another control plane that recorded an end has for announcing it, in ms. */
const OTHERS_MS = 5000;
const REMEMBERED = 2000;

function ownerInElement(element: string): Owner | undefined {
  try {
    return jobEnvelopeSchema.pick({ userId: true, provider: true }).safeParse(JSON.parse(element)).data;
  } catch {
    return undefined;
  }
}

/** Where an end stands in the order of statuses: a job that ended waiting was shown as queued for its next attempt. */
function shownFence({ by, fence }: Ended): Fence {
  return by === 'worker' ? fence : { gen: fence.gen, att: fence.att + 1 };
}

/** Returns, for one organisation, whether something ended whose results are still on their way. */
export function createCompleteJobs(context: CompleteContext): (orgId: string) => Promise<{ waiting: boolean }> {
  const { queue, log } = context;
  const announced = new Set<string>();

  function remember(id: string): void {
    announced.add(id);
    const [oldest] = announced;
    if (announced.size > REMEMBERED && oldest !== undefined) announced.delete(oldest);
  }

  async function withResults(orgId: string, ended: Ended, owner: Owner | undefined): Promise<JobEnd | 'waiting'> {
    const end = endOf(ended);
    const names = Object.keys(end.objects);
    if (owner === undefined || names.length === 0) return end;
    const { jobId, fence } = ended;
    const promotion = await context.promote({ orgId, userId: owner.userId, jobId, fence }, names);
    if (promotion.kind === 'waiting') return 'waiting';
    if (promotion.kind === 'promoted') return end;
    log.error({ jobId, orgId, names: promotion.names }, 'results of an attempt are lost');
    return end.status === 'completed' ? { ...end, status: 'failed', error: resultsLost(promotion.names) } : end;
  }

  async function hold(orgId: string, { userId, provider }: Owner, end: JobEnd): Promise<JobEnd> {
    if (end.status !== 'needs_login') return end;
    const heldSession = end.heldSession ?? (await context.sessionDigest(orgId, userId, provider)) ?? '';
    return { ...end, heldSession };
  }

  /** Takes away what earlier generations left, and empties `attempts/`. What S3 does not take now is left to `tidy-attempts`. */
  async function tidied(
    orgId: string,
    { jobId, fence }: Ended,
    owner: Owner | undefined,
    names: readonly string[],
  ): Promise<boolean> {
    if (owner === undefined || fence.att === 0) return false;
    const { userId } = owner;
    try {
      await context.deleteFormer({ orgId, userId, jobId, fence }, names);
      await context.deleteAttempts({ orgId, userId, jobId }, fence);
      return true;
    } catch (error) {
      log.warn({ jobId, err: { message: String(error) } }, 'attempts/ not deleted yet');
      return false;
    }
  }

  async function completeOne(orgId: string, ended: Ended): Promise<'complete' | 'tidied' | 'waiting'> {
    const { jobId, fence } = ended;
    const id = `${jobId} ${fence.gen}.${fence.att}`;
    const row = await context.findOwner(orgId, jobId);
    const owner = row ?? ownerInElement(ended.element);
    const reported = await withResults(orgId, ended, owner);
    if (reported === 'waiting') return 'waiting';
    const end = owner === undefined ? reported : await hold(orgId, owner, reported);
    const recorded: Recorded = row === undefined ? { kind: 'unknown' } : await context.record(orgId, jobId, fence, end);
    const news = { orgId, jobId, fence: shownFence(ended) };
    if (recorded.kind === 'recorded') {
      const { status, error } = recorded.job;
      context.onRecorded({ status, cause: error?.code ?? 'none', stalls: end.stalls });
      await context.reach('after-record');
    }
    if (recorded.kind === 'repeated' && recorded.agoMs < OTHERS_MS && !announced.has(id)) return 'waiting';
    if (recorded.kind === 'recorded' || recorded.kind === 'repeated') {
      const { userId, provider, status, error, finishedAt } = recorded.job;
      if (status === 'needs_login') await queue.hold(orgId, accountOf(userId, provider), end.heldSession ?? '');
      if (end.sessionRefreshed === true) await context.sessionRefreshed({ orgId, userId, provider });
      // By its guard, which goes before the hold just made.
      if (recorded.accountStopped === true) await context.checkAccount({ orgId, userId, provider });
      if (!announced.has(id)) {
        await context.announce({ ...news, userId, provider, status, error, at: finishedAt.getTime() });
      }
    } else if (recorded.kind === 'unknown' && owner !== undefined) {
      const at = ended.outcome?.finishedAt ?? Date.now();
      await context.announce({ ...news, ...owner, status: end.status, error: end.error, at });
    }
    remember(id);
    const tidy = await tidied(orgId, ended, owner, Object.keys(end.objects));
    await queue.confirm(orgId, jobId, fence);
    return tidy && row !== undefined ? 'tidied' : 'complete';
  }

  return async (orgId) => {
    let waiting = false;
    const tidy: string[] = [];
    try {
      await inGroups(await queue.ended(orgId, LIMIT), AT_ONCE, async (ended) => {
        const became = await completeOne(orgId, ended);
        if (became === 'waiting') waiting = true;
        if (became === 'tidied') tidy.push(ended.jobId);
      });
    } finally {
      await context.noteTidied(orgId, tidy);
    }
    return { waiting };
  };
}
