import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startChaosStack, type ChaosStack } from './chaos-stack.ts';
import { tooSeldom, type Successes } from './count-successes.ts';
import type { Facts } from './facts.ts';
import { faultSchedule, type Fault, type FaultKind } from './faults.ts';
import { openHistory, type History } from './history.ts';
import { createInflictor } from './inflict.ts';
import { judge, violations } from './judge.ts';
import { connectAll, startLoad, type Load } from './load.ts';
import { createObserver, type Observer } from './observer.ts';
import { openSite } from './site.ts';
import { makeTenant, type Tenant } from './tenants.ts';
import { totalsLine } from './totals.ts';

export interface ChaosOptions {
  seed: number;
  minutes: number;
  jobsPerSecond: number;
  /** An empty folder for all data, logs and the history. */
  home: string;
  signal: AbortSignal;
  say: (line: string) => void;
}

export interface ChaosResult {
  totals: string;
  /** Empty where all held. */
  faults: string[];
}

const TENANTS = 4;
const REST_MS = 240_000;
const LOOK_MS = 500;

interface Scene {
  options: ChaosOptions;
  stack: ChaosStack;
  tenants: Tenant[];
  observer: Observer;
  history: History;
}

/** Inflicts what the schedule says, each at its time whether or not the one before is over. */
async function inflictAll({ options, stack, tenants, history }: Scene, gaps: { from: number; to: number }[]) {
  const inflictor = createInflictor(stack);
  const met = new Map<FaultKind, number>();
  const began = performance.now();
  const carryOut = async (fault: Fault): Promise<void> => {
    history.note('fault', { ...fault });
    const from = Date.now();
    const effective = await inflictor.inflict(fault);
    history.note('fault over', { kind: fault.kind, target: fault.target, effective });
    if (!effective) return;
    met.set(fault.kind, (met.get(fault.kind) ?? 0) + 1);
    if (fault.kind !== 'Redis flushed') return;
    await connectAll(stack.apiUrl, tenants);
    gaps.push({ from, to: Date.now() });
  };
  const underWay: Promise<void>[] = [];
  for (const fault of faultSchedule(options.seed, options.minutes * 60_000)) {
    await sleep(Math.max(0, began + fault.atMs - performance.now()), undefined, { signal: options.signal });
    underWay.push(carryOut(fault));
  }
  await Promise.all(underWay);
  inflictor.mendAll();
  return met;
}

/** Waits until nothing is open and nothing is left behind; what is then is judged. */
async function untilRest({ options, observer, tenants, history }: Scene): Promise<string[]> {
  const until = performance.now() + REST_MS;
  const orgIds = tenants.map(({ orgId }) => orgId);
  for (;;) {
    const open = await observer.openJobs();
    const left = await observer.leftovers(orgIds).catch((error: unknown) => [String(error)]);
    if (open === 0 && left.length === 0) {
      history.note('at rest');
      return [];
    }
    if (performance.now() > until) return left;
    await sleep(LOOK_MS, undefined, { signal: options.signal });
  }
}

async function readFacts({ observer }: Scene, load: Load, rest: Pick<Facts, 'leftovers' | 'sessionGaps'>) {
  const recorded = await observer.recorded();
  const facts: Facts = {
    ...rest,
    accepted: [...load.accepted.values()],
    recorded,
    results: await observer.results(recorded, load.accepted),
    shown: await observer.shown([...load.accepted.keys()]),
    begun: observer.said('📦 Processing job'),
    saidFailed: observer.said('✗ Job ended: failed'),
    contradictions: load.contradictions,
  };
  return facts;
}

/** Processes that still name this folder. */
function processesIn(home: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return command.includes(home) ? [`left running: ${pid} ${command.slice(0, 120)}`] : [];
      } catch {
        return [];
      }
    });
}

function successesOf({ history }: Scene, facts: Facts, met: Successes['faults'], refused: number): Successes {
  const pages = new Set(facts.accepted.filter(({ withPage }) => withPage).map(({ jobId }) => jobId));
  return {
    accepted: facts.accepted.length,
    repeated: history.count('repeated'),
    cancelAnswered: history.count('cancel answered'),
    askedAgain: history.count('asked again'),
    pagesCompleted: facts.recorded.filter(({ jobId, status }) => status === 'completed' && pages.has(jobId)).length,
    putAnew: facts.recorded.filter(({ fence, status }) => status === 'completed' && !fence.startsWith('1.')).length,
    refusedFinishes: refused,
    faults: met,
  };
}

async function play(scene: Scene): Promise<ChaosResult> {
  const { options, stack, tenants, observer, history } = scene;
  const { seed, minutes, jobsPerSecond, say } = options;
  const { apiUrl } = stack;
  const load = startLoad({ apiUrl, tenants, seed, jobsPerSecond, history, openJobs: () => observer.openJobs() });
  const sessionGaps: { from: number; to: number }[] = [];
  const met = await inflictAll(scene, sessionGaps);
  await load.stop();
  say(`${load.accepted.size} jobs were accepted; waiting until all is at rest`);
  const leftovers = await untilRest(scene);
  const facts = await readFacts(scene, load, { leftovers, sessionGaps });
  const verdict = judge(facts);
  const refused = observer.said('the job is no longer ours').size;
  const seldom = tooSeldom(successesOf(scene, facts, met, refused), verdict, minutes);
  const totals = totalsLine({ seed, minutes, jobs: facts.accepted.length, faults: met, verdict });
  return { totals, faults: [...violations(verdict), ...seldom] };
}

/** Brings everything up, breaks it for `minutes` under load, waits until all is at rest, and judges what it finds. */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const { home, say, signal } = options;
  mkdirSync(home, { recursive: true });
  const history = openHistory(join(home, 'history.jsonl'));
  const site = await openSite();
  const closers: (() => Promise<void>)[] = [() => site.close()];
  let result: ChaosResult;
  try {
    const stack = await startChaosStack({ home, onEvent: ({ kind, part }) => history.note(kind, { part }) });
    closers.unshift(() => stack.stop());
    const observer = createObserver(stack);
    closers.unshift(() => observer.close());
    const tenants: Tenant[] = [];
    for (let number = 1; number <= TENANTS; number += 1) {
      tenants.push(await makeTenant(stack.apiUrl, site.url, `org-${number}`));
    }
    await connectAll(stack.apiUrl, tenants);
    say(`Everything is up: ${stack.apiUrl}`);
    signal.throwIfAborted();
    result = await play({ options, stack, tenants, observer, history });
  } finally {
    for (const close of closers) await close();
  }
  return { ...result, faults: [...result.faults, ...processesIn(home)] };
}
