import { expect, test } from 'vitest';
import { sampleRobots } from '../../samples/sample-data.ts';
import { rememberRobots, stateOfRobot } from './robot-memory.ts';

const now = Date.UTC(2026, 10, 24, 12);
const [first] = sampleRobots(now);
if (first === undefined) throw new Error('no sample robot');
const robot = first;
const silent = (silentMs: number) => [{ ...robot, silentMs }];

test('a robot that was silent for three beats is lost, and stays in sight when its heartbeat has run out', () => {
  const quiet = rememberRobots([], silent(16_000), now);
  expect(quiet[0]).toMatchObject({ lost: true, lastBeatAt: now - 16_000 });
  const gone = rememberRobots(quiet, [], now + 20_000);
  expect(gone.map(({ workerId }) => workerId)).toEqual([robot.workerId]);
  expect(rememberRobots(gone, [], now + 3600_000)).toEqual([]);
});

test('a robot that takes its heartbeat along has ended and is forgotten', () => {
  const well = rememberRobots([], silent(2000), now);
  expect(well[0]?.lost).toBe(false);
  expect(rememberRobots(well, [], now + 5000)).toEqual([]);
});

test('each beat counts once, however often it is read', () => {
  const once = rememberRobots([], [robot], now);
  const twice = rememberRobots(once, [robot], now + 5000);
  expect(twice[0]?.samples).toHaveLength(1);
  const later = rememberRobots(twice, [{ ...robot, at: robot.at + 5000 }], now + 10_000);
  expect(later[0]?.samples).toHaveLength(2);
});

test.each([
  [{ state: 'busy', drainWanted: false, runningTotal: 1, lost: false }, 'busy'],
  [{ state: 'busy', drainWanted: true, runningTotal: 1, lost: false }, 'draining'],
  [{ state: 'draining', drainWanted: true, runningTotal: 0, lost: false }, 'drained'],
  [{ state: 'draining', drainWanted: false, runningTotal: 0, lost: false }, 'draining'],
  [{ state: 'busy', drainWanted: true, runningTotal: 1, lost: true }, 'lost'],
] as const)('%o is %s', (of, state) => expect(stateOfRobot(of)).toBe(state));
