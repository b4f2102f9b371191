import { createRandom } from './random.ts';

/** Places where the network can break: who asks, and whom. */
export const LINKS = [
  'worker-1 to Redis',
  'worker-2 to Redis',
  'worker-3 to Redis',
  'workers to S3',
  'server to Redis',
  'server to Postgres',
  'server to S3',
] as const;
export type Link = (typeof LINKS)[number];

export const WORKERS = ['worker-1', 'worker-2', 'worker-3'] as const;

export const FAULT_KINDS = [
  'worker killed',
  'worker stopped',
  'server killed',
  'server stopped',
  'Redis killed',
  'Redis stopped',
  'Redis flushed',
  'Postgres restarted',
  'S3 killed',
  'S3 away',
  'connections dropped',
  'connections black-holed',
  'link cut',
  'reply lost',
  'rolling restart',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface Fault {
  atMs: number;
  kind: FaultKind;
  /** The part or link that it befalls. */
  target: string;
  /** How long it lasts, where that is not the part's own affair. */
  lastsMs: number;
}

/** How often each kind stands in the deck that is dealt again and again. */
const DECK: Readonly<Record<FaultKind, number>> = {
  'worker killed': 4,
  'worker stopped': 3,
  'server killed': 2,
  'server stopped': 1,
  'Redis killed': 2,
  'Redis stopped': 1,
  'Redis flushed': 1,
  'Postgres restarted': 1,
  'S3 killed': 1,
  'S3 away': 1,
  'connections dropped': 2,
  'connections black-holed': 1,
  'link cut': 1,
  'reply lost': 2,
  'rolling restart': 1,
};

/** Shortest and longest of each, in ms. Stops of a worker outlast its lease, so that it wakes as one that is too late. */
const LASTS: Readonly<Partial<Record<FaultKind, [number, number]>>> = {
  'worker stopped': [4000, 6000],
  'server stopped': [1000, 3000],
  'Redis stopped': [1000, 2500],
  'S3 away': [2000, 5000],
  'connections black-holed': [1000, 3000],
  'link cut': [1000, 5000],
};

const GAP_MS: [number, number] = [2000, 4800];
/** The parts come up and the load begins before the first one. */
const QUIET_MS = 4000;

/** What is done when: the whole run of faults follows from the seed. */
export function faultSchedule(seed: number, durationMs: number): Fault[] {
  const random = createRandom(seed);
  const deck = FAULT_KINDS.flatMap((kind) => Array.from({ length: DECK[kind] }, () => kind));
  const faults: Fault[] = [];
  let left: FaultKind[] = [];
  for (let atMs = QUIET_MS; atMs < durationMs; atMs += random.between(...GAP_MS)) {
    if (left.length === 0) left = random.shuffled(deck);
    const kind = left.pop() ?? random.pick(FAULT_KINDS);
    const lasts = LASTS[kind];
    faults.push({
      atMs,
      kind,
      target: targetOf(kind, random.pick(WORKERS), random.pick(LINKS)),
      lastsMs: lasts === undefined ? 0 : random.between(...lasts),
    });
  }
  return faults;
}

function targetOf(kind: FaultKind, worker: string, link: Link): string {
  if (kind === 'reply lost') return `${worker} to Redis`;
  if (kind.startsWith('worker')) return worker;
  if (kind.startsWith('connections') || kind === 'link cut') return link;
  if (kind === 'rolling restart') return 'server and workers';
  return kind.split(' ')[0] ?? '';
}
