import { readdirSync, readFileSync } from 'node:fs';

/** What a worker and everything that it started use; absent where there is no /proc. */
export interface Load {
  rssBytes?: number;
  /** Of that, what it started: the runner and its browser. */
  browserBytes?: number;
  cpuCores?: number;
}

interface Process {
  pid: number;
  parent: number;
  /** Processor time since it began, in ticks. */
  ticks: number;
}

/** Linux tells processor time in hundredths of a second, whatever its own clock (USER_HZ). */
const TICKS_PER_SECOND = 100;
/** Between two measurements at least: over less, a share of a core says nothing. */
const SHORTEST_MS = 2000;

/** /proc is answered from memory: to wait for each file would cost several times what reading it does. */
function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // The process has ended meanwhile.
    return undefined;
  }
}

function processes(): Process[] {
  let names: string[];
  try {
    names = readdirSync('/proc');
  } catch {
    return [];
  }
  return names
    .filter((name) => /^\d+$/.test(name))
    .map((name): Process | undefined => {
      const text = read(`/proc/${name}/stat`);
      if (text === undefined) return undefined;
      // After the name, which stands in parentheses and may hold anything: state, parent, ... user and system time.
      const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
      return { pid: Number(name), parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
    })
    .filter((one) => one !== undefined);
}

/** A process with all that it started, directly or not. */
export function treeOf<P extends Pick<Process, 'pid' | 'parent'>>(all: readonly P[], root: number): P[] {
  const within = new Set([root]);
  let size = 0;
  while (within.size > size) {
    size = within.size;
    for (const { pid, parent } of all) if (within.has(parent)) within.add(pid);
  }
  return all.filter(({ pid }) => within.has(pid));
}

/** Bytes that a process has for itself: libraries, which every renderer maps, do not count. */
function ownBytes(pid: number): number {
  const text = read(`/proc/${pid}/status`) ?? '';
  return Number(/^RssAnon:\s+(\d+)/m.exec(text)?.[1] ?? 0) * 1024;
}

/** Measures this process with its browsers; what is asked for again at once is answered as before. */
export function createLoadMeter(root = process.pid, now: () => number = () => performance.now()): () => Load {
  let last: { at: number; ticks: Map<number, number>; load: Load } | undefined;
  return () => {
    const at = now();
    if (last !== undefined && at - last.at < SHORTEST_MS) return last.load;
    const tree = treeOf(processes(), root);
    if (tree.length === 0) return {};
    const browserBytes = tree.reduce((sum, { pid }) => sum + (pid === root ? 0 : ownBytes(pid)), 0);
    const load: Load = { rssBytes: browserBytes + ownBytes(root), browserBytes };
    const before = last;
    if (before !== undefined) {
      // What a process that ended meanwhile had used is not told by anybody: left out rather than guessed.
      const used = tree.reduce((sum, { pid, ticks }) => sum + ticks - (before.ticks.get(pid) ?? 0), 0);
      load.cpuCores = Math.round((used / TICKS_PER_SECOND / ((at - before.at) / 1000)) * 100) / 100;
    }
    last = { at, ticks: new Map(tree.map(({ pid, ticks }) => [pid, ticks])), load };
    return load;
  };
}
