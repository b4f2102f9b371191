import type { Redis } from 'ioredis';
import { AppError } from '../errors.ts';
import { type RedisKeys, STATUS_TTL_SECONDS } from '../protocol/redis-keys.ts';
import type { JobEnvelope } from '../protocol/job-envelope.ts';
import {
  DEFAULT_QUEUE_OPTIONS,
  type EnqueueOptions,
  type Finished,
  type Queue,
  type QueueOptions,
} from './queue-contract.ts';
import { enqueuedAtOf, readClaim, readEnded, readReaped, type Reply } from './read-replies.ts';
import { createRing, orUnavailable } from './ring.ts';
import { scriptRunner } from './run-script.ts';
import { loadScripts, type OrgKeyName, type OrgScriptName, type Scripts } from './scripts.ts';

/** How many of each a call looks at, so that no script runs long. */
const HEADS_PER_CLAIM = 50;
const REAPED_PER_CALL = 100;
const PROMOTED_PER_CALL = 100;
const KNOWN_PER_CALL = 500;
/** Organisations that a queue remembers as seldom used. */
const KNOWN_SELDOM = 10_000;

/** The element as it lies in the list: job and generation first, where `claim.lua` finds them without decoding. */
export function elementOf({ v, jobId, gen, ...rest }: JobEnvelope): string {
  return JSON.stringify({ v, jobId, gen, ...rest });
}

/** The keys that a script's header names, of one organisation. */
function orgKeys(keys: RedisKeys, orgId: string, names: readonly OrgKeyName[]): string[] {
  return names.map((name) => (name === 'list' ? keys.orgJobs(orgId) : keys[name](orgId)));
}

function checkAccount(account: string): void {
  if (account.length > 0 && account.length <= 400 && !/[|\s]/.test(account)) return;
  throw new AppError('invalid_request', `"${account}" cannot name an account`, {
    hint: 'Make it with accountOf(userId, provider); "|" and spaces separate accounts in Redis.',
  });
}

/**
 * The queue over one Redis connection. What every call does is said at `Queue`; the state machine stands in
 * `lua/lib/record.lua`. Errors: `redis_unavailable` when Redis is away or full, `invalid_request` for an account name
 * that cannot be kept.
 */
export function createQueue(
  redis: Redis,
  keys: RedisKeys,
  options: Partial<QueueOptions> = {},
  scripts: Scripts = loadScripts(),
): Queue {
  const { leaseMs, orgCap, maxStalls, stallDelayMs } = { ...DEFAULT_QUEUE_OPTIONS, ...options };
  const { wake, hints } = keys;
  const run = scriptRunner(redis);
  const ring = createRing(redis, keys, scripts, run);

  function call(name: OrgScriptName, orgId: string, args: readonly (string | number)[]): Promise<unknown> {
    const script = scripts[name];
    return run(script, orgKeys(keys, orgId, script.keys), args);
  }

  /** Of the scripts that may put an element into the list: their answer, after what they leave to do about the ring. */
  async function callAndJoin<T>(name: OrgScriptName, orgId: string, args: readonly (string | number)[]): Promise<T> {
    const [answer, duty] = (await call(name, orgId, args)) as [T, string];
    if (duty === 'join') await ring.join(orgId);
    return answer;
  }

  /** Organisations whose list was empty when something was last put in. */
  const seldom = new Set<string>();

  /**
   * `enqueue` or `replace`. Where nothing waited the last time, joining the ring is sent along, so that a worker hears of
   * the job a round trip sooner; the connection carries both out in this order. Joining without need changes nothing: who
   * finds the list empty leaves.
   */
  async function putIn(name: 'enqueue' | 'replace', orgId: string, args: readonly (string | number)[], due: boolean) {
    const pushing = call(name, orgId, args) as Promise<['queued' | 'duplicate' | 'older', string]>;
    const joining = due && seldom.has(orgId) ? ring.join(orgId) : undefined;
    joining?.catch(() => undefined);
    const [answer, duty] = await pushing;
    seldom.delete(orgId);
    if (duty !== 'join') return answer;
    if (seldom.size >= KNOWN_SELDOM) seldom.clear();
    seldom.add(orgId);
    await (joining ?? ring.join(orgId));
    return answer;
  }

  async function enqueue(envelope: JobEnvelope, given: EnqueueOptions): Promise<'queued' | 'duplicate'> {
    checkAccount(given.account);
    const { jobId, gen, orgId, timeoutMs } = envelope;
    const { account, maxPerAccount, stalls, retries, maxAttempts, delayMs = 0 } = given;
    const counts = [account, maxPerAccount, stalls, retries, maxAttempts, Math.ceil(delayMs)];
    const args = [jobId, gen, elementOf(envelope), ...counts, timeoutMs, orgId, wake];
    const due = delayMs <= 0;
    const answer = await putIn('enqueue', orgId, args, due);
    return answer === 'older' ? ((await putIn('replace', orgId, args, due)) as 'queued' | 'duplicate') : answer;
  }

  return {
    enqueue,

    async claim(orgId, token, workerId) {
      const args = [token, workerId, leaseMs, orgCap, HEADS_PER_CLAIM, orgId, hints, wake];
      const reply = (await call('claim', orgId, args)) as Reply;
      const claim = readClaim(reply);
      if (reply.at(-1) === 'join') await ring.join(orgId);
      if (claim.kind === 'empty') await ring.leave(orgId);
      return claim;
    },

    renew: (orgId, jobId, token) => call('renew', orgId, [jobId, token, leaseMs]) as ReturnType<Queue['renew']>,

    async finish(orgId, jobId, token, outcome) {
      const delay = outcome.retry === undefined ? '' : Math.max(0, Math.ceil(outcome.retry.delayMs));
      const digest = outcome.status === 'needs_login' ? (outcome.heldSession ?? '') : '';
      const args = [jobId, token, JSON.stringify(outcome), delay, digest, orgId, wake, hints];
      const answer = await callAndJoin<Finished>('finish', orgId, args);
      if (answer !== 'lost') return answer;
      const committed = await orUnavailable(redis.zscore(keys.answers(orgId), token));
      return committed === null ? 'lost' : 'done';
    },

    giveBack: (orgId, jobId, token) => callAndJoin('give-back', orgId, [jobId, token, orgId, wake, hints]),

    async reap(orgId) {
      const args = [maxStalls, stallDelayMs, REAPED_PER_CALL, orgId, wake, hints];
      const [duty, ...reaped] = (await call('reap', orgId, args)) as Reply;
      if (duty === 'join') await ring.join(orgId);
      return readReaped(reaped);
    },

    promote: (orgId) => callAndJoin('promote', orgId, [PROMOTED_PER_CALL, orgId, wake]),

    cancel: (orgId, jobId, gen) => callAndJoin('cancel', orgId, [jobId, gen, orgId, wake, hints]),

    revoke: (orgId, jobId) => callAndJoin('revoke', orgId, [jobId, orgId, wake, hints]),

    async ended(orgId, limit) {
      return ((await call('ended', orgId, [limit])) as Reply[]).map(readEnded);
    },

    async confirm(orgId, jobId, { gen, att }) {
      await call('confirm', orgId, [jobId, gen, att]);
    },

    async hold(orgId, account, sessionDigest) {
      checkAccount(account);
      await call('hold', orgId, [account, sessionDigest]);
    },

    async release(orgId, account, sessionDigest = '') {
      checkAccount(account);
      const duty = await call('release', orgId, [account, sessionDigest, orgId, wake]);
      if (duty === 'join') await ring.join(orgId);
    },

    async heldAccounts(orgId) {
      const all = Object.entries(await orUnavailable(redis.hgetall(keys.accounts(orgId))));
      return Object.fromEntries(
        all.flatMap(([account, value]) => {
          const digest = /^held:(\S*)/.exec(value)?.[1];
          return digest === undefined ? [] : [[account, digest]];
        }),
      );
    },

    async showStatus(jobId, { gen, att }, status) {
      const ownKeys = [keys.jobStatus(jobId), keys.statusFence(jobId)];
      return (await run(scripts['show-status'], ownKeys, [gen, att, status, STATUS_TTL_SECONDS])) === 1;
    },

    async known(orgId, jobIds) {
      const found: Awaited<ReturnType<Queue['known']>> = new Map();
      for (let start = 0; start < jobIds.length; start += KNOWN_PER_CALL) {
        const batch = (await call('known', orgId, jobIds.slice(start, start + KNOWN_PER_CALL))) as Reply[];
        for (const [jobId, gen, att, state, worker, stalls, retries] of batch) {
          found.set(String(jobId), {
            gen: Number(gen),
            att: Number(att),
            state: String(state),
            stalls: Number(stalls),
            retries: Number(retries),
            ...(worker === '' ? {} : { worker: String(worker) }),
          });
        }
      }
      return found;
    },

    repairRing: (orgIds) => ring.repair(orgIds),
    nextOrg: () => ring.next(),
    ringLength: () => ring.length(),

    async depth(orgId) {
      const [queued, head, active, delayed, parked] = await orUnavailable(
        Promise.all([
          redis.llen(keys.orgJobs(orgId)),
          redis.lindex(keys.orgJobs(orgId), 0),
          redis.zcard(keys.leases(orgId)),
          redis.zcard(keys.delayed(orgId)),
          redis.zcard(keys.parked(orgId)),
        ]),
      );
      return { queued, oldest: enqueuedAtOf(head), active, delayed, parked };
    },
  };
}
