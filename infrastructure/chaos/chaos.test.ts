import { expect, test } from 'vitest';
import { tooSeldom, type Successes } from './count-successes.ts';
import type { Facts, RecordedJob } from './facts.ts';
import { FAULT_KINDS, faultSchedule } from './faults.ts';
import { judge, violations } from './judge.ts';
import type { AcceptedJob } from './load.ts';
import { createRandom } from './random.ts';
import { totalsLine } from './totals.ts';

test('a seed decides what is done when, and every kind comes within two minutes', () => {
  expect(faultSchedule(7, 120_000)).toEqual(faultSchedule(7, 120_000));
  expect(faultSchedule(7, 120_000)).not.toEqual(faultSchedule(8, 120_000));
  for (let seed = 1; seed <= 50; seed += 1) {
    const kinds = new Set(faultSchedule(seed, 120_000).map(({ kind }) => kind));
    expect([...FAULT_KINDS].filter((kind) => !kinds.has(kind))).toEqual([]);
  }
});

test('shuffling loses nothing', () => {
  const random = createRandom(3);
  const list = Array.from({ length: 100 }, (_, index) => index);
  expect(random.shuffled(list).toSorted((a, b) => a - b)).toEqual(list);
});

const job = (jobId: string, change: Partial<AcceptedJob> = {}): AcceptedJob => ({
  jobId,
  orgId: 'o',
  userId: 'u',
  withPage: false,
  cancelAsked: false,
  ...change,
});
const row = (jobId: string, change: Partial<RecordedJob> = {}): RecordedJob => ({
  jobId,
  status: 'completed',
  fence: '1.1',
  code: null,
  objects: { 'execution.log': 'aa' },
  ends: 1,
  ...change,
});

const good: Facts = {
  accepted: [job('a'), job('b', { cancelAsked: true }), job('c')],
  recorded: [
    row('a'),
    row('b', { status: 'cancelled', objects: {} }),
    row('c', { status: 'failed', code: 'session_not_found' }),
  ],
  results: new Map([['a/execution.log', { fence: '1.1', sha256: 'aa' }]]),
  shown: new Map([['a', 'completed']]),
  begun: new Map([
    ['a', [10, 20]],
    ['b', [30]],
    ['c', [100]],
  ]),
  saidFailed: new Map([['c', [120]]]),
  leftovers: [],
  contradictions: [],
  sessionGaps: [{ from: 50, to: 150 }],
};

test('a run in which all held has no violations', () => {
  const verdict = judge(good);
  expect(violations(verdict)).toEqual([]);
  expect(verdict).toMatchObject({ completed: 1, cancelled: 1, failed: 1, beganAgain: 1 });
});

const recordedAs = (change: Partial<RecordedJob>): Partial<Facts> => ({
  recorded: [row('a', change), ...good.recorded.slice(1)],
  shown: new Map(),
});

test.each<[string, Partial<Facts>, RegExp]>([
  ['a job without a row', { recorded: good.recorded.slice(1) }, /^lost: a: no row$/],
  ['a job that never ended', recordedAs({ status: 'running', ends: 0 }), /^lost: a: running$/],
  ['two ends', recordedAs({ ends: 2 }), /^recorded twice: a/],
  ['a missing object', { results: new Map() }, /execution\.log is missing/],
  [
    'an object of another attempt',
    { results: new Map([['a/execution.log', { fence: '1.2', sha256: 'aa' }]]) },
    /is of attempt 1\.2/,
  ],
  [
    'an object with other bytes',
    { results: new Map([['a/execution.log', { fence: '1.1', sha256: 'bb' }]]) },
    /other bytes/,
  ],
  ['completed without a log', recordedAs({ objects: {} }), /no execution\.log/],
  ['a cancel that nobody asked for', recordedAs({ status: 'cancelled' }), /nobody asked for that/],
  ['a failure by the faults', recordedAs({ status: 'failed', code: 'worker_lost' }), /failed by worker_lost/],
  ['no session though none was missing', { sessionGaps: [] }, /failed by session_not_found/],
  ['no session before it was missing', { sessionGaps: [{ from: 121, to: 150 }] }, /failed by session_not_found/],
  ['no session after it was back', { sessionGaps: [{ from: 50, to: 99 }] }, /failed by session_not_found/],
  ['no session, and no worker began', { begun: new Map([['a', [10, 20]]]) }, /failed by session_not_found/],
  ['an end without an audit entry', recordedAs({ ends: 0 }), /without an entry/],
  ['another status shown', { shown: new Map([['a', 'running']]) }, /shown as running/],
  ['a job that nobody asked for', { accepted: good.accepted.slice(1) }, /nobody asked for it/],
  ['something left behind', { leftovers: ['Redis still has 1 in recs of o'] }, /still has/],
])('%s is found', (_, change, expected) => {
  const found = violations(judge({ ...good, ...change }));
  expect(found).toEqual([expect.stringMatching(expected)]);
});

test('a job that lost three leases may be given up, one that lost fewer may not', () => {
  const recorded = [row('a', { status: 'failed', code: 'worker_lost', objects: {} }), ...good.recorded.slice(1)];
  const begun = (times: number[]): Facts['begun'] => new Map([...good.begun, ['a', times]]);
  const shown = new Map<string, string>();
  const verdict = judge({ ...good, recorded, shown, begun: begun([10, 20, 30]) });
  expect(violations(verdict)).toEqual([]);
  expect(verdict).toMatchObject({ failed: 2, givenUp: 1 });
  expect(violations(judge({ ...good, recorded, shown, begun: begun([10, 20]) }))).toHaveLength(1);
});

test('a run in which something never happened does not count', () => {
  const verdict = { ...judge(good), completed: 1000, cancelled: 50 };
  const enough: Successes = {
    accepted: 1000,
    repeated: 50,
    cancelAnswered: 50,
    askedAgain: 50,
    pagesCompleted: 50,
    putAnew: 5,
    refusedFinishes: 5,
    faults: new Map(FAULT_KINDS.map((kind) => [kind, 2])),
  };
  expect(tooSeldom(enough, verdict, 5)).toEqual([]);
  expect(tooSeldom({ ...enough, faults: new Map() }, verdict, 5)).toHaveLength(FAULT_KINDS.length);
  expect(tooSeldom({ ...enough, cancelAnswered: 0 }, verdict, 5)).toEqual([
    expect.stringContaining('cancels answered'),
  ]);
});

test('the totals stand in one line', () => {
  const faults = new Map([
    ['worker killed', 3],
    ['Redis flushed', 1],
  ] as const);
  const line = totalsLine({ seed: 7, minutes: 5, jobs: 3, faults, verdict: judge(good) });
  expect(line).toBe(
    "seed 7, 5 min | 3 jobs (1 completed, 1 cancelled, 1 without a session, 0 given up after 3 lost leases) | 4 faults (worker killed 3, Redis flushed 1) | lost 0 | recorded twice 0 | completed without the accepted attempt's result 0 | begun again 33.3 %",
  );
});
