import { deepEqual, equal } from 'node:assert/strict';
import fc from 'fast-check';
import type { Redis } from 'ioredis';
import type { JobEnvelope } from '../protocol/job-envelope.ts';
import type { RedisKeys } from '../protocol/redis-keys.ts';
import { elementOf } from '../queue/queue.ts';
import { accountOf, type Queue } from '../queue/queue-contract.ts';
import { enqueueOptions, makeEnvelope, makeOutcome } from './job-envelopes.ts';
import { checkInvariants, createHistory } from './queue-invariants.ts';
import * as model from './queue-model.ts';
import { until } from './until.ts';

type Model = model.QueueModel;

/** The queue under test, with what the commands keep beside it. */
export interface RealQueue {
  queue: Queue;
  redis: Redis;
  keys: RedisKeys;
  orgId: string;
  history: ReturnType<typeof createHistory>;
  /** How often each operation had each result, over all runs. */
  counts: Map<string, number>;
}

type Command = fc.AsyncCommand<Model, RealQueue>;

/** Users of the organisation, by how many of their jobs run at a time. */
const USERS = [1, 1, 2, 3];
const SHORT_MS = 1;

function idOf(kind: number, index: number): string {
  return `0000000${kind}-0000-7000-8000-${String(index).padStart(12, '0')}`;
}

function accountOfUser(user: number): string {
  return accountOf(idOf(2, user), 'cargill');
}

/** Redis against the model: every invariant, and every order that the model knows. */
async function verify(m: Model, real: RealQueue): Promise<void> {
  const queued = new Set(model.jobsIn(m, 'queued').map(({ element }) => element));
  const pushedByHand = m.list.filter((element) => !queued.delete(element));
  const seen = await checkInvariants(real.redis, real.keys, real.orgId, { orgCap: m.orgCap, pushedByHand });
  deepEqual(seen.list, m.list);
  deepEqual(seen.done, m.done);
  const row = ({ jobId, gen, att, state }: { jobId: string; gen: number; att: number; state: string }): string =>
    `${jobId} ${gen}.${att} ${state}`;
  const expected = [...m.jobs].map(([jobId, { gen, att, state }]) => row({ jobId, gen, att, state }));
  deepEqual(seen.records.map(row).toSorted(), expected.toSorted());
}

/** One operation: `ready` says whether it makes sense now, `step` does it on both and says what came of it. */
function command<A>(
  name: string,
  args: A,
  ready: (m: Readonly<Model>, args: A) => boolean,
  step: (m: Model, real: RealQueue, args: A) => Promise<string>,
): Command {
  return {
    check: (m) => ready(m, args),
    async run(m, real) {
      const key = `${name}: ${await step(m, real, args)}`;
      real.counts.set(key, (real.counts.get(key) ?? 0) + 1);
      await verify(m, real);
    },
    toString: () => `${name} ${JSON.stringify(args)}`,
  };
}

function pick<T>(list: readonly T[], index: number): T {
  return list[index % list.length] as T;
}

/** The members whose bit is set, the first at least. */
function subset<T>(list: readonly T[], mask: number): T[] {
  const chosen = list.filter((_, index) => (mask >> index) % 2 === 1);
  return chosen.length > 0 ? chosen : list.slice(0, 1);
}

const always = (): boolean => true;
const hasJobs = (m: Readonly<Model>): boolean => m.jobs.size > 0;

interface NewJob {
  user: number;
  delayed: boolean;
  short: boolean;
  maxAttempts: number;
  stalls: number;
}

function envelopeFor(m: Model, real: RealQueue, { user, short }: Pick<NewJob, 'user' | 'short'>): JobEnvelope {
  const jobId = idOf(1, m.arrivals + 1);
  const timeoutMs = short ? SHORT_MS : 900_000;
  return makeEnvelope({ orgId: real.orgId, jobId, userId: idOf(2, user), timeoutMs });
}

async function put(m: Model, real: RealQueue, envelope: JobEnvelope, args: NewJob): Promise<string> {
  const given = {
    account: accountOfUser(args.user),
    perAccount: USERS[args.user] ?? 1,
    maxAttempts: args.maxAttempts,
    stalls: args.stalls,
  };
  const expected = model.enqueue(m, model.newModelJob(m, envelope, elementOf(envelope), given), args.delayed);
  const options = enqueueOptions(envelope, {
    ...given,
    maxPerAccount: given.perAccount,
    delayMs: args.delayed ? 600_000 : 0,
  });
  equal(await real.queue.enqueue(envelope, options), expected);
  return expected;
}

const newJob: fc.Arbitrary<NewJob> = fc.record({
  user: fc.nat(USERS.length - 1),
  delayed: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  short: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  maxAttempts: fc.integer({ min: 1, max: 3 }),
  stalls: fc.nat(3),
});
const index = fc.nat(1000);
const mask = fc.nat(255);

const enqueueNew = newJob.map((args) =>
  command('enqueue', args, always, (m, real) => put(m, real, envelopeFor(m, real, args), args)),
);

const enqueueAgain = fc.record({ index, up: fc.constantFrom(-1, 0, 1, 1, 1), args: newJob }).map((given) =>
  command('enqueue again', given, hasJobs, async (m, real) => {
    const { envelope, state } = pick([...m.jobs.values()], given.index);
    const user = Number(envelope.userId.slice(-1));
    const gen = Math.max(1, envelope.gen + given.up);
    const answer = await put(m, real, { ...envelope, gen }, { ...given.args, user });
    return answer === 'queued' ? `replaced ${state}` : answer;
  }),
);

const pushByHand = fc
  .record({ kind: fc.constantFrom('new', 'copy', 'changed', 'garbage'), front: fc.boolean(), index, user: fc.nat(1) })
  .map((args) =>
    command('push by hand', args, always, async (m, real) => {
      const known = m.jobs.size === 0 ? undefined : pick([...m.jobs.values()], args.index);
      const element = ((): string => {
        if (args.kind === 'garbage') return `garbage ${args.index}`;
        if (args.kind === 'new' || known === undefined) {
          const envelope = envelopeFor(m, real, { user: args.user, short: false });
          m.arrivals += 1;
          return JSON.stringify(envelope, null, 1);
        }
        return args.kind === 'copy' && known.state !== 'queued' ? known.element : `${known.element} `;
      })();
      if (args.front) m.list.unshift(element);
      else m.list.push(element);
      await real.redis[args.front ? 'lpush' : 'rpush'](real.keys.orgJobs(real.orgId), element);
      return args.kind;
    }),
  );

function adopt(m: Model, element: string): model.ModelJob | null {
  if (element.startsWith('garbage')) return null;
  const envelope = JSON.parse(element) as JobEnvelope;
  const account = accountOf(envelope.userId, envelope.provider);
  return model.newModelJob(m, envelope, element, { account, perAccount: 1, maxAttempts: 3, stalls: 0 });
}

const claim = fc.record({ again: fc.constantFrom(false, false, false, true), index }).map((args) =>
  command('claim', args, always, async (m, real) => {
    const active = model.jobsIn(m, 'active');
    const again = args.again && active.length > 0;
    const token = again ? (pick(active, args.index).token ?? '') : `token-${m.tokens.length + 1}`;
    const expected = model.claim(m, token, (element) => adopt(m, element));
    const actual = await real.queue.claim(real.orgId, token, 'worker-1');
    if (typeof expected === 'string') {
      equal(actual.kind, expected);
      return expected;
    }
    if ('unreadable' in expected) {
      deepEqual(actual, { kind: 'unreadable', element: expected.unreadable });
      return 'unreadable';
    }
    if (actual.kind !== 'job') throw new Error(`${actual.kind} instead of ${expected.envelope.jobId}`);
    const { jobId, fence, element } = actual;
    deepEqual(
      { jobId, fence, element },
      { jobId: expected.envelope.jobId, fence: { gen: expected.gen, att: expected.att }, element: expected.element },
    );
    if (!again) real.history.claimed(jobId, fence);
    return again ? 'job again' : 'job';
  }),
);

/** A job with its own token, or with one of the past, or with another job's. */
const withToken = fc.record({ index, whose: fc.constantFrom('own', 'own', 'own', 'old', 'mixed'), job: index });
type WithToken = typeof withToken extends fc.Arbitrary<infer T> ? T : never;

function holder(m: Model, { index, whose, job }: WithToken): { jobId: string; token: string } {
  const active = model.jobsIn(m, 'active');
  if (whose === 'own' && active.length > 0) {
    const own = pick(active, index);
    return { jobId: own.envelope.jobId, token: own.token ?? '' };
  }
  const old = pick(m.tokens, index);
  return whose === 'mixed' ? { jobId: pick(m.tokens, job).jobId, token: old.token } : old;
}

const hasTokens = (m: Readonly<Model>): boolean => m.tokens.length > 0;

async function renewOne(m: Model, real: RealQueue, jobId: string, token: string): Promise<string> {
  const job = m.jobs.get(jobId);
  const short = job?.state === 'active' && job.token === token && job.envelope.timeoutMs === SHORT_MS;
  // The limit is over once Redis says so; after that it stays so.
  if (short) await pass(real, SHORT_MS);
  const actual = await real.queue.renew(real.orgId, jobId, token);
  equal(actual, model.renew(m, jobId, token, short));
  return actual;
}

/** Until so many ms have passed in Redis. */
async function pass({ redis }: RealQueue, ms: number): Promise<void> {
  const now = async (): Promise<number> => {
    const [seconds, micros] = await redis.time();
    return Number(seconds) * 1000 + Number(micros) / 1000;
  };
  const start = await now();
  await until('time passes in Redis', async () => (await now()) > start + ms);
}

const renew = withToken.map((args) =>
  command('renew', args, hasTokens, (m, real) => {
    const { jobId, token } = holder(m, args);
    return renewOne(m, real, jobId, token);
  }),
);

const finish = fc
  .record({ holder: withToken, kind: fc.constantFrom('completed', 'retry', 'retry', 'needs_login') })
  .map((args) =>
    command('finish', args, hasTokens, async (m, real) => {
      const { jobId, token } = holder(m, args.holder);
      const outcomes = {
        completed: makeOutcome(),
        retry: makeOutcome({ status: 'failed', retry: { delayMs: 600_000 } }),
        needs_login: makeOutcome({ status: 'needs_login', heldSession: 'digest' }),
      };
      const held = args.kind === 'needs_login' ? { held: 'digest' } : {};
      const expected = model.finish(m, jobId, token, { retry: args.kind === 'retry', ...held });
      equal(await real.queue.finish(real.orgId, jobId, token, outcomes[args.kind]), expected);
      return `${expected} ${args.holder.whose}`;
    }),
  );

const giveBack = withToken.map((args) =>
  command('give back', args, hasTokens, async (m, real) => {
    const { jobId, token } = holder(m, args);
    const expected = model.giveBack(m, jobId, token);
    equal(await real.queue.giveBack(real.orgId, jobId, token), expected);
    return expected;
  }),
);

const loseLeases = fc.record({ mask, renewed: fc.boolean() }).map((args) =>
  command(
    'reap',
    args,
    (m) => model.jobsIn(m, 'active').length > 0,
    async (m, real) => {
      const losers = subset(model.jobsIn(m, 'active'), args.mask);
      const lost = losers.map(({ envelope }) => envelope.jobId);
      for (const { envelope, token } of args.renewed ? losers : []) {
        await renewOne(m, real, envelope.jobId, token ?? '');
      }
      for (const jobId of lost) await real.redis.zadd(real.keys.leases(real.orgId), 'XX', 1, jobId);
      const expected = model.reap(m, lost);
      const actual = await real.queue.reap(real.orgId);
      deepEqual(
        actual.map(({ jobId, action }) => ({ jobId, action })),
        expected,
      );
      return expected[0]?.action ?? '';
    },
  ),
);

const promote = fc.record({ mask }).map((args) =>
  command(
    'promote',
    args,
    (m) => model.jobsIn(m, 'delayed').length > 0,
    async (m, real) => {
      const due = subset(model.jobsIn(m, 'delayed'), args.mask).map(({ envelope }) => envelope.jobId);
      for (const [at, jobId] of due.entries()) {
        await real.redis.zadd(real.keys.delayed(real.orgId), 'XX', at + 1, jobId);
      }
      equal(await real.queue.promote(real.orgId), model.promote(m, due));
      return 'some';
    },
  ),
);

const states = fc.constantFrom<model.ModelState>('queued', 'active', 'active', 'delayed', 'parked', 'done');
const cancel = fc.record({ index, state: states, up: fc.constantFrom(0, 0, 0, 1) }).map((args) =>
  command('cancel', args, hasJobs, async (m, real) => {
    const wanted = model.jobsIn(m, args.state);
    const { envelope, gen, state } = pick(wanted.length > 0 ? wanted : [...m.jobs.values()], args.index);
    const expected = model.cancel(m, envelope.jobId, gen + args.up);
    equal(await real.queue.cancel(real.orgId, envelope.jobId, gen + args.up), expected);
    return `${expected} ${state}`;
  }),
);

const revoke = fc.record({ index, ask: fc.boolean() }).map((args) =>
  command('revoke', args, hasJobs, async (m, real) => {
    const active = model.jobsIn(m, 'active');
    const { envelope, gen } = pick(active.length > 0 ? active : [...m.jobs.values()], args.index);
    if (args.ask) {
      equal(await real.queue.cancel(real.orgId, envelope.jobId, gen), model.cancel(m, envelope.jobId, gen));
    }
    const expected = model.revoke(m, envelope.jobId);
    equal(await real.queue.revoke(real.orgId, envelope.jobId), expected);
    return expected;
  }),
);

const commit = fc.record({ index, up: fc.constantFrom(0, 0, 1) }).map((args) =>
  command(
    'confirm',
    args,
    (m) => m.done.length > 0,
    async (m, real) => {
      const ended = await real.queue.ended(real.orgId, 100);
      const told = ended.map(({ jobId, fence, by, cause, stalls }) => [jobId, fence.gen, fence.att, by, cause, stalls]);
      const expected = m.done.map((jobId) => {
        const job = m.jobs.get(jobId) as model.ModelJob;
        return [jobId, job.gen, job.att, job.by, job.cause, job.stalls];
      });
      deepEqual(told, expected);
      for (const { jobId, fence } of ended) real.history.ended(jobId, fence);
      const { jobId, fence } = pick(ended, args.index);
      model.confirm(m, jobId, fence.gen, fence.att + args.up);
      await real.queue.confirm(real.orgId, jobId, { gen: fence.gen, att: fence.att + args.up });
      return args.up === 0 ? 'forgotten' : 'other fence';
    },
  ),
);

const hold = fc.record({ user: fc.nat(USERS.length - 1) }).map((args) =>
  command('hold', args, always, async (m, real) => {
    model.hold(m, accountOfUser(args.user), 'digest');
    await real.queue.hold(real.orgId, accountOfUser(args.user), 'digest');
    return 'held';
  }),
);

const release = fc
  .record({ user: fc.nat(USERS.length - 1), digest: fc.constantFrom(undefined, 'digest', 'other') })
  .map((args) =>
    command('release', args, always, async (m, real) => {
      const account = accountOfUser(args.user);
      const before = model.jobsIn(m, 'parked').length;
      model.release(m, account, args.digest);
      await real.queue.release(real.orgId, account, args.digest);
      return model.jobsIn(m, 'parked').length < before ? 'called one' : 'nobody waits';
    }),
  );

const look = fc.constant(null).map((args) =>
  command('look', args, hasJobs, async (m, real) => {
    const known = await real.queue.known(real.orgId, [...m.jobs.keys(), 'nobody']);
    const seen = [...known].map(([jobId, { gen, att, state }]) => [jobId, gen, att, state]);
    const expected = [...m.jobs].map(([jobId, { gen, att, state }]) => [jobId, gen, att, state]);
    const byJob = (a: unknown[], b: unknown[]): number => String(a[0]).localeCompare(String(b[0]));
    deepEqual(seen.toSorted(byJob), expected.toSorted(byJob));
    deepEqual(await real.queue.heldAccounts(real.orgId), Object.fromEntries(m.held));
    const { queued, active, delayed, parked } = await real.queue.depth(real.orgId);
    const count = (state: model.ModelState): number => model.jobsIn(m, state).length;
    deepEqual([queued, active, delayed, parked], [m.list.length, count('active'), count('delayed'), count('parked')]);
    return 'seen';
  }),
);

/** Every operation of the queue, as often as it takes to reach every state. */
export const queueCommands: fc.Arbitrary<Command>[] = [
  [enqueueNew, enqueueNew, enqueueNew, enqueueNew, enqueueNew, enqueueNew, enqueueAgain, enqueueAgain, pushByHand],
  [claim, claim, claim, claim, claim, claim, claim, renew, renew, finish, finish, finish, giveBack, giveBack],
  [loseLeases, loseLeases, promote, promote, cancel, revoke, commit, commit, hold, release, release, release, look],
].flat();
