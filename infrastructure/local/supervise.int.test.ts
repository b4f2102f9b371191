import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { readParts } from './recorded-process.mjs';
import { createSupervisor, type PartEvent, type Supervisor, type SupervisorOptions } from './supervise.ts';
import { notes, partSpec, temporaryFolder, untilGone } from './test/part-spec.ts';

function setUp(options: Partial<SupervisorOptions> = {}): {
  folder: string;
  records: string;
  events: PartEvent[];
  supervisor: Supervisor;
} {
  const folder = temporaryFolder();
  const records = join(folder, 'run');
  const events: PartEvent[] = [];
  const supervisor = createSupervisor({
    recordsDir: records,
    onEvent: (event) => events.push(event),
    backoff: { baseMs: 1, capMs: 1 },
    ...options,
  });
  onTestFinished(() => supervisor.stopAll({ force: true }));
  return { folder, records, events, supervisor };
}

const kinds = (events: PartEvent[]): string[] => events.map(({ kind, part }) => `${part} ${kind}`);

describe('supervisor', () => {
  test('a part is ready when its probe says so, is recorded while it runs, and leaves no record', async () => {
    const { folder, records, events, supervisor } = setUp();
    const spec = await partSpec(folder, 'one');
    await supervisor.start(spec);
    expect((await fetch(`http://127.0.0.1:${spec.port}/health`)).status).toBe(200);
    const pid = supervisor.pids()['one'];
    expect(readParts(records).map(({ record }) => record)).toMatchObject([{ name: 'one', pid }]);
    await supervisor.stopAll();
    expect(readdirSync(records)).toEqual([]);
    expect(kinds(events)).toEqual(['one ready', 'one stopped']);
    expect(notes(folder)).toEqual(['one up', 'one asked']);
  });

  test('a part that dies is reported and started again, and once more', async () => {
    const { folder, records, events, supervisor } = setUp();
    await supervisor.start(await partSpec(folder, 'one'));
    for (const round of [1, 2]) {
      const before = supervisor.pids()['one'] ?? 0;
      process.kill(before, 'SIGKILL');
      await vi.waitFor(
        () => expect(kinds(events).filter((line) => line === 'one ready')).toHaveLength(round + 1),
        20_000,
      );
      const now = supervisor.pids()['one'];
      expect(now).not.toBe(before);
      expect(readParts(records)).toMatchObject([{ record: { pid: now } }]);
    }
    expect(events[1]).toMatchObject({ kind: 'died', how: 'SIGKILL', logFile: join(folder, 'logs', 'one.log') });
    expect(events[2]).toEqual({ kind: 'ready', part: 'one', again: true });
  });

  test('restarts come later and later, up to the limit', async () => {
    const { folder, events, supervisor } = setUp({ backoff: { baseMs: 1, capMs: 4 } });
    await supervisor.start(await partSpec(folder, 'one'));
    for (let death = 1; death <= 4; death++) {
      process.kill(supervisor.pids()['one'] ?? 0, 'SIGKILL');
      await vi.waitFor(
        () => expect(kinds(events).filter((line) => line === 'one ready')).toHaveLength(death + 1),
        20_000,
      );
    }
    expect(events.flatMap((event) => (event.kind === 'died' ? [event.retryInMs] : []))).toEqual([1, 2, 4, 4]);
  });

  test('what a dead part left in its process group goes with it', async () => {
    const { folder, events, supervisor } = setUp();
    await supervisor.start(await partSpec(folder, 'one', { mode: 'child' }));
    const child = Number(notes(folder)[0]?.split(' ').at(-1));
    process.kill(supervisor.pids()['one'] ?? 0, 'SIGKILL');
    await untilGone(child);
    await vi.waitFor(() => expect(kinds(events)).toContain('one died'));
  });

  test('a first start that fails throws with the log and its end, and is not tried again', async () => {
    const { folder, records, supervisor } = setUp();
    await expect(supervisor.start(await partSpec(folder, 'one', { mode: 'broken' }))).rejects.toMatchObject({
      code: 'part_failed',
      message: 'one ended before it was ready (exit code 3)',
      hint: `${join(folder, 'logs', 'one.log')}\nthe reason of the failure`,
    });
    expect(readdirSync(records)).toEqual([]);
    expect(supervisor.pids()).toEqual({});
  });

  test('a part that is never ready is ended', async () => {
    const { folder, supervisor } = setUp();
    const spec = await partSpec(folder, 'one', { readyWithinMs: 300 });
    const never = { ...spec, probe: () => Promise.reject(new Error('not yet')) };
    await expect(supervisor.start(never)).rejects.toMatchObject({ message: 'one was not ready within 0.3 s' });
    expect(supervisor.pids()).toEqual({});
  });

  test('a part that is only opened is over when it ends; it ends with the others while it runs', async () => {
    const { folder, records, events, supervisor } = setUp();
    await supervisor.open(await partSpec(folder, 'closed'));
    await supervisor.open(await partSpec(folder, 'crashed'));
    await supervisor.open(await partSpec(folder, 'left open'));
    process.kill(supervisor.pids()['closed'] ?? 0, 'SIGTERM');
    process.kill(supervisor.pids()['crashed'] ?? 0, 'SIGKILL');
    await vi.waitFor(() => expect(events.filter(({ kind }) => kind === 'closed')).toHaveLength(2), 20_000);
    expect(events).toContainEqual({
      kind: 'closed',
      part: 'closed',
      how: 'exit code 0',
      failed: false,
      logFile: join(folder, 'logs', 'closed.log'),
    });
    expect(events).toContainEqual(expect.objectContaining({ part: 'crashed', how: 'SIGKILL', failed: true }));
    expect(Object.keys(supervisor.pids())).toEqual(['left open']);
    await supervisor.stopAll();
    expect(kinds(events).filter((line) => !line.endsWith('ready') && !line.endsWith(' closed'))).toEqual([
      'left open stopped',
    ]);
    expect(readdirSync(records)).toEqual([]);
  });

  test('a program that is not there is told by name', async () => {
    const { folder, supervisor } = setUp();
    const spec = { ...(await partSpec(folder, 'one')), command: join(folder, 'no-such-program') };
    await expect(supervisor.start(spec)).rejects.toMatchObject({ code: 'program_missing' });
  });

  test('parts end in order, those of one order together', async () => {
    const { folder, supervisor } = setUp();
    await supervisor.start(await partSpec(folder, 'database', { order: 6 }));
    await supervisor.start(await partSpec(folder, 'api', { order: 2 }));
    await supervisor.start(await partSpec(folder, 'worker-1', { order: 1 }));
    await supervisor.start(await partSpec(folder, 'worker-2', { order: 1 }));
    await supervisor.stopAll();
    const asked = notes(folder).filter((line) => line.endsWith('asked'));
    expect(asked.slice(0, 2).toSorted()).toEqual(['worker-1 asked', 'worker-2 asked']);
    expect(asked.slice(2)).toEqual(['api asked', 'database asked']);
  });

  test('a part that does not end in its time is killed', async () => {
    const { folder, supervisor } = setUp();
    await supervisor.start(await partSpec(folder, 'one', { mode: 'stubborn', graceMs: 50 }));
    const pid = supervisor.pids()['one'] ?? 0;
    await supervisor.stopAll();
    await untilGone(pid);
    expect(notes(folder)).toEqual(['one up', 'one asked']);
  });

  test('force hurries a stop that is under way', async () => {
    const { folder, supervisor } = setUp();
    await supervisor.start(await partSpec(folder, 'one', { mode: 'stubborn', graceMs: 600_000 }));
    const slow = supervisor.stopAll();
    await vi.waitFor(() => expect(notes(folder)).toContain('one asked'), 20_000);
    await supervisor.stopAll({ force: true });
    await slow;
    expect(supervisor.pids()).toEqual({});
  });

  test('a stop while a part is starting leaves nothing', async () => {
    const { folder, records, supervisor } = setUp();
    const spec = await partSpec(folder, 'one');
    const starting = supervisor.start({ ...spec, probe: () => Promise.reject(new Error('not yet')) });
    const refusal = starting.catch((error: unknown) => error);
    await vi.waitFor(() => expect(supervisor.pids()['one']).toBeTypeOf('number'));
    const pid = supervisor.pids()['one'] ?? 0;
    await supervisor.stopAll();
    expect(await refusal).toMatchObject({ name: 'AbortError' });
    await untilGone(pid);
    expect(readdirSync(records)).toEqual([]);
    await expect(supervisor.start(await partSpec(folder, 'two'))).rejects.toMatchObject({ name: 'AbortError' });
    expect(existsSync(join(folder, 'logs', 'two.log'))).toBe(false);
  });

  test('a stop while a part waits for its restart leaves nothing', async () => {
    const { folder, records, events, supervisor } = setUp({ backoff: { baseMs: 600_000, capMs: 600_000 } });
    await supervisor.start(await partSpec(folder, 'one'));
    process.kill(supervisor.pids()['one'] ?? 0, 'SIGKILL');
    await vi.waitFor(() => expect(kinds(events)).toContain('one died'), 20_000);
    await supervisor.stopAll();
    expect(readdirSync(records)).toEqual([]);
  });
});
