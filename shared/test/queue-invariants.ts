import type { Redis } from 'ioredis';
import type { RedisKeys } from '../protocol/redis-keys.ts';
import type { Fence } from '../queue/queue-contract.ts';
import { type QueueSnapshot, type RecordSeen, takeSnapshot } from './queue-snapshot.ts';

/*
 * The invariants of reliability.md section 3 as far as Redis alone can break them. I1, I2 and I7 are read off a snapshot;
 * I3 and what I4 and I5 mean here (a job ends once per generation, and is forgotten only by its confirm) off the history
 * of what callers were told. I6 needs Postgres.
 */
export interface InvariantOptions {
  orgCap: number;
  /** Elements that a test pushed by hand and nobody has looked at yet. */
  pushedByHand?: readonly string[];
}

function parkedMember({ account, seq, jobId }: RecordSeen): string {
  return `${account}|${seq}|${jobId}`;
}

function timesIn(container: readonly string[], member: string): number {
  return container.filter((one) => one === member).length;
}

/** I1: where a record's job lies, against where its state says. */
function placeFaults(seen: QueueSnapshot, record: RecordSeen, pushedByHand: readonly string[]): string[] {
  const places = {
    queued: timesIn(seen.list, record.element) - timesIn(pushedByHand, record.element),
    active: timesIn(seen.leases, record.jobId),
    delayed: timesIn(seen.delayed, record.jobId),
    parked: timesIn(seen.parked, parkedMember(record)),
    done: timesIn(seen.done, record.jobId),
  };
  return Object.entries(places).flatMap(([place, times]) => {
    const expected = place === record.state ? 1 : 0;
    return times === expected ? [] : [`I1: ${record.jobId} is ${record.state}, but ${times} times in ${place}`];
  });
}

/** I1: what lies in a container without a record that says so. */
function orphanFaults(seen: QueueSnapshot, pushedByHand: readonly string[]): string[] {
  const inState = (state: string): RecordSeen[] => seen.records.filter((record) => record.state === state);
  const jobs = (state: string): string[] => inState(state).map(({ jobId }) => jobId);
  const places: [string, readonly string[], readonly string[]][] = [
    ['the list', seen.list, [...inState('queued').map(({ element }) => element), ...pushedByHand]],
    ['leases', seen.leases, jobs('active')],
    ['delayed', seen.delayed, jobs('delayed')],
    ['parked', seen.parked, inState('parked').map(parkedMember)],
    ['done', seen.done, jobs('done')],
  ];
  return places.flatMap(([name, members, allowed]) =>
    members.filter((member) => !allowed.includes(member)).map((member) => `I1: ${member} lies in ${name}, unowned`),
  );
}

/** I2: each running job has a token of its own, by which it is found; nothing else has one that works. */
function tokenFaults(seen: QueueSnapshot): string[] {
  const active = seen.records.filter(({ state }) => state === 'active');
  const faults = active.flatMap(({ jobId, token }) =>
    token !== '' && seen.tokens.get(token) === jobId ? [] : [`I2: ${jobId} runs, but its token does not find it`],
  );
  if (new Set(active.map(({ token }) => token)).size < active.length) faults.push('I2: two jobs run on one token');
  for (const [token, jobId] of seen.tokens) {
    const owner = seen.records.find((record) => record.jobId === jobId);
    if (owner?.token !== token) faults.push(`I2: token ${token} is left over from ${jobId}`);
  }
  return faults;
}

/** Accounts say exactly who runs, and nobody waits for an account that is free. */
function accountFaults(seen: QueueSnapshot): string[] {
  const faults: string[] = [];
  const names = new Set([...Object.keys(seen.accounts), ...seen.records.map(({ account }) => account)]);
  for (const name of names) {
    const words = (seen.accounts[name] ?? '').split(' ').filter((word) => word !== '');
    const isHeld = words.some((word) => word.startsWith('held:'));
    const called = words.find((word) => word.startsWith('next:'))?.slice('next:'.length);
    const running = words.filter((word) => !word.includes(':'));
    const own = seen.records.filter(({ account }) => account === name);
    const active = own.filter(({ state }) => state === 'active').map(({ jobId }) => jobId);
    const most = Math.max(0, ...own.map(({ perAccount }) => perAccount));
    if (running.toSorted().join() !== active.toSorted().join()) {
      faults.push(`accounts: ${name} names ${running.join()}, but ${active.join()} run`);
    }
    if (active.length > most) faults.push(`accounts: ${active.length} jobs of ${name} run, at most ${most} may`);
    const parked = own.filter(({ state }) => state === 'parked');
    const listed = own.filter(({ state }) => state === 'queued').map(({ jobId }) => jobId);
    const least = Math.min(...parked.map(({ perAccount }) => perAccount));
    if (!isHeld && parked.length > 0 && listed.length === 0 && active.length < least) {
      faults.push(`accounts: ${parked.length} jobs wait for ${name}, which is free`);
    }
    if (called !== undefined && !listed.includes(called)) {
      faults.push(`accounts: ${name} has called ${called} forward, which is not in the list`);
    }
  }
  return faults;
}

/** Every broken invariant, in words; empty where all hold. */
export function snapshotFaults(seen: QueueSnapshot, { orgCap, pushedByHand = [] }: InvariantOptions): string[] {
  return [
    ...seen.records.flatMap((record) => placeFaults(seen, record, pushedByHand)),
    ...orphanFaults(seen, pushedByHand),
    ...tokenFaults(seen),
    ...accountFaults(seen),
    ...seen.strayFields.map((field) => `I4: field ${field} is left over from a job that is gone`),
    ...seen.records.filter(({ element }) => element === '').map(({ jobId }) => `I1: ${jobId} has lost its element`),
    ...(seen.leases.length > orgCap ? [`I7: ${seen.leases.length} jobs run, the cap is ${orgCap}`] : []),
  ];
}

/** Throws with every broken invariant of an organisation's queue. */
export async function checkInvariants(
  redis: Redis,
  keys: RedisKeys,
  orgId: string,
  options: InvariantOptions,
): Promise<QueueSnapshot> {
  const seen = await takeSnapshot(redis, keys, orgId);
  const faults = snapshotFaults(seen, options);
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return seen;
}

/** Follows what callers are told; throws where that contradicts what they were told before. */
export interface QueueHistory {
  claimed(jobId: string, fence: Fence): void;
  /** An end that waits for its commit was seen. */
  ended(jobId: string, fence: Fence): void;
}

export function createHistory(): QueueHistory {
  const claims = new Map<string, Fence>();
  const ends = new Map<string, Fence>();
  return {
    claimed(jobId, fence) {
      const last = claims.get(jobId);
      const grows = last === undefined || fence.gen > last.gen || (fence.gen === last.gen && fence.att > last.att);
      if (!grows) throw new Error(`I3: ${jobId} was claimed as ${JSON.stringify(fence)} after ${JSON.stringify(last)}`);
      const end = ends.get(jobId);
      if (end !== undefined && end.gen >= fence.gen) throw new Error(`I5: ${jobId} was claimed after its end`);
      claims.set(jobId, fence);
    },
    ended(jobId, fence) {
      const last = ends.get(jobId);
      const again = last !== undefined && last.gen === fence.gen && last.att !== fence.att;
      if (again) throw new Error(`I5: ${jobId} ended twice in generation ${fence.gen}`);
      ends.set(jobId, fence);
    },
  };
}
