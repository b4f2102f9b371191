// Keeps the parts running. The life of one part:
//
//   starting --ready--> running --ended by itself--> waiting --back-off over--> starting ...
//      |                   |                            |
//      '------ stop -------+----------- stop -----------'---> stopped
//      '-- first start failed --> failed (its start() throws; it is not tried again)
//
// A part that was ready once is restarted for ever, later and later while it keeps dying; one that is only opened (`open`)
// is over when it ends.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { delay } from '@sri/shared/lang/delay.ts';
import { startOf, writeRecord } from './recorded-process.mjs';
import { describeEnding, type ProcessSpec, type RunningProcess, runProcess } from './run-process.ts';

export type PartEvent =
  | { kind: 'ready'; part: string; again: boolean }
  | { kind: 'died'; part: string; how: string; logFile: string; retryInMs: number }
  | { kind: 'not-ready'; part: string; error: unknown; retryInMs: number }
  | { kind: 'stopped'; part: string }
  /** Of a part that was only opened: it ended by itself. */
  | { kind: 'closed'; part: string; how: string; failed: boolean; logFile: string };

export interface SupervisorOptions {
  /** Folder of the records by which a later start finds what this one left. */
  recordsDir: string;
  onEvent: (event: PartEvent) => void;
  /** Delay before the first restart, ms; it doubles up to `capMs`. */
  backoff?: { baseMs: number; capMs: number };
  /** After this long alive, ms, a part counts as healthy and its back-off begins anew. */
  healthyAfterMs?: number;
}

export interface Supervisor {
  /** Starts a part and resolves when it is ready; from then on it is kept running. Throws what `untilReady` throws, with the part ended. */
  start: (spec: ProcessSpec) => Promise<void>;
  /** The same of a part that may end when it likes, as a window does that a person closes: it is not started again. */
  open: (spec: ProcessSpec) => Promise<void>;
  /** Ends all parts, lower `stop.order` first. A later call with `force` hurries a call under way. Resolves when none is left. */
  stopAll: (options?: { force?: boolean }) => Promise<void>;
  /** Pid by part, of those that run now. */
  pids: () => Record<string, number>;
}

interface Part {
  spec: ProcessSpec;
  running?: RunningProcess;
  /** Settles when this part is over for good. */
  over: Promise<void>;
}

export function createSupervisor(options: SupervisorOptions): Supervisor {
  const { recordsDir, onEvent, backoff = { baseMs: 250, capMs: 30_000 }, healthyAfterMs = 60_000 } = options;
  const parts = new Map<string, Part>();
  const stopping = new AbortController();
  let forced = false;
  mkdirSync(recordsDir, { recursive: true });

  const retryDelay = (failures: number): number => Math.min(backoff.capMs, backoff.baseMs * 2 ** (failures - 1));
  const recordOf = (spec: ProcessSpec): string => join(recordsDir, `${spec.name}.pid`);

  async function launch(part: Part): Promise<RunningProcess> {
    const { spec } = part;
    const running = await runProcess(spec);
    part.running = running;
    const started = startOf(running.pid);
    if (started !== undefined) {
      writeRecord(recordOf(spec), {
        name: spec.name,
        pid: running.pid,
        started,
        stopOrder: spec.stop.order,
        stopSignal: spec.stop.signal,
        graceMs: spec.stop.graceMs,
      });
    }
    void forgetWhenEnded(part, running);
    return running;
  }

  async function forgetWhenEnded(part: Part, running: RunningProcess): Promise<void> {
    await running.ended;
    delete part.running;
    rmSync(recordOf(part.spec), { force: true });
  }

  /** Starts a part anew until it is ready; nothing when the stack is being stopped meanwhile. */
  async function restart(part: Part, failures: number): Promise<RunningProcess | undefined> {
    for (let count = failures; ; count++) {
      await delay(retryDelay(count), stopping.signal);
      if (stopping.signal.aborted) return undefined;
      let running: RunningProcess | undefined;
      try {
        running = await launch(part);
        await running.untilReady(stopping.signal);
        onEvent({ kind: 'ready', part: part.spec.name, again: true });
        return running;
      } catch (error) {
        if (stopping.signal.aborted) return undefined;
        onEvent({ kind: 'not-ready', part: part.spec.name, error, retryInMs: retryDelay(count + 1) });
        await running?.stop({ force: true });
      }
    }
  }

  /** Watches a part that is ready; ends only when the stack is being stopped. */
  async function keep(part: Part, first: RunningProcess): Promise<void> {
    const { name, logFile } = part.spec;
    let failures = 0;
    for (let current: RunningProcess | undefined = first; current !== undefined;) {
      const since = performance.now();
      const how = describeEnding(await current.ended);
      if (stopping.signal.aborted) return;
      failures = performance.now() - since > healthyAfterMs ? 1 : failures + 1;
      onEvent({ kind: 'died', part: name, how, logFile, retryInMs: retryDelay(failures) });
      current = await restart(part, failures);
    }
  }

  /** Tells the end of a part that was only opened. */
  async function tellEnd({ spec: { name, logFile } }: Part, running: RunningProcess): Promise<void> {
    const ending = await running.ended;
    if (stopping.signal.aborted) return;
    onEvent({ kind: 'closed', part: name, how: describeEnding(ending), failed: ending.code !== 0, logFile });
  }

  async function begin(
    spec: ProcessSpec,
    watch: (part: Part, running: RunningProcess) => Promise<void>,
  ): Promise<void> {
    stopping.signal.throwIfAborted();
    const over = Promise.withResolvers<void>();
    const part: Part = { spec, over: over.promise };
    parts.set(spec.name, part);
    try {
      const running = await launch(part);
      try {
        await running.untilReady(stopping.signal);
      } catch (error) {
        if (!stopping.signal.aborted) await running.stop({ force: true });
        throw error;
      }
      onEvent({ kind: 'ready', part: spec.name, again: false });
      void watch(part, running).finally(over.resolve);
    } catch (error) {
      over.resolve();
      throw error;
    }
  }

  async function stopPart(part: Part): Promise<void> {
    const wasRunning = part.running !== undefined;
    await part.running?.stop({ force: forced });
    await part.over;
    // A restart may have been under way while we waited.
    await part.running?.stop({ force: forced });
    if (wasRunning) onEvent({ kind: 'stopped', part: part.spec.name });
  }

  let ending: Promise<void> | undefined;
  async function stopInOrder(): Promise<void> {
    const orders = [...new Set([...parts.values()].map((part) => part.spec.stop.order))].toSorted((a, b) => a - b);
    for (const order of orders) {
      await Promise.all([...parts.values()].filter((part) => part.spec.stop.order === order).map(stopPart));
    }
  }

  async function stopAll({ force = false }: { force?: boolean } = {}): Promise<void> {
    stopping.abort(new DOMException('the stack is being stopped', 'AbortError'));
    if (force && !forced) {
      forced = true;
      if (ending !== undefined) for (const part of parts.values()) void part.running?.stop({ force: true });
    }
    await (ending ??= stopInOrder());
  }

  return {
    start: (spec) => begin(spec, keep),
    open: (spec) => begin(spec, tellEnd),
    stopAll,
    pids: () =>
      Object.fromEntries(
        [...parts.values()].flatMap(({ spec, running }) => (running === undefined ? [] : [[spec.name, running.pid]])),
      ),
  };
}
