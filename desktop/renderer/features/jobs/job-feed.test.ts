import { expect, test } from 'vitest';
import type { JobEvent } from '@sri/shared/model/live-event.ts';
import type { StreamEvent } from '../../../contract/live.ts';
import type { Bridge } from '../../lib/bridge.ts';
import { applyEvents, createJobFeed, EMPTY_FEED, shownStatus } from './job-feed.ts';

const log = (message: string): JobEvent => ({ type: 'log', at: 1, level: 'info', message });
const step = (path: string, status: 'running' | 'passed'): JobEvent => ({
  type: 'step',
  at: 1,
  step: { stepId: 's1', path, type: 'click', status, startedAt: 1 },
});

test('the latest report of a step counts, lines are kept in order', () => {
  const feed = applyEvents(EMPTY_FEED, [log('a'), step('1', 'running'), log('b'), step('1', 'passed')]);
  expect(feed.lines.map(({ text }) => text)).toEqual(['a', 'b']);
  expect(feed.steps.get('1')?.status).toBe('passed');
});

test('taken up by another robot, the steps begin anew', () => {
  const before = applyEvents(EMPTY_FEED, [step('1', 'passed'), step('2', 'running')]);
  expect(applyEvents(before, [{ type: 'status', at: 2, status: 'queued' }]).steps.size).toBe(0);
});

test('of more than 50,000 lines the newest are kept', () => {
  const feed = applyEvents(
    EMPTY_FEED,
    Array.from({ length: 50_010 }, (_, index) => log(String(index))),
  );
  expect(feed.lines).toHaveLength(50_000);
  expect(feed.lines.at(-1)?.text).toBe('50009');
});

test('what arrives within a frame is shown together; who comes back goes on at the cursor', () => {
  const cursors: (string | null)[] = [];
  let tell: (event: StreamEvent) => void = () => undefined;
  const subscribe: Bridge['subscribe'] = (_topic, from, on) => {
    cursors.push(from);
    tell = on;
    return () => undefined;
  };
  const frames: (() => void)[] = [];
  const source = createJobFeed({ subscribe }, 'job', (run) => void frames.push(run));
  let drawings = 0;
  const leave = source.subscribe(() => (drawings += 1));
  for (let index = 1; index <= 100; index += 1) tell({ kind: 'event', id: `${index}-0`, event: log(String(index)) });
  expect(frames).toHaveLength(1);
  frames[0]?.();
  expect(drawings).toBe(1);
  expect(source.get().lines).toHaveLength(100);
  leave();
  source.subscribe(() => undefined);
  expect(cursors).toEqual([null, '100-0']);
});

test('a final record is never overruled by the stream', () => {
  expect(shownStatus('completed', 'running')).toBe('completed');
  expect(shownStatus('queued', 'running')).toBe('running');
  expect(shownStatus('running', null)).toBe('running');
});
