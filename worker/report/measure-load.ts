import { readdir, readFile } from 'node:fs/promises';

/** What a worker and everything that it started use; absent where there is no /proc. */
export interface Load {
  rssBytes?: number;
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

async function processes(): Promise<Process[]> {
  const names = await readdir('/proc').catch((): string[] => []);
  const found = names
    .filter((name) => /^\d+$/.test(name))
    .map(async (name): Promise<Process | undefined> => {
      const text = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => undefined);
      if (text === undefined) return undefined;
      // After the name, which stands in parentheses and may hold anything: state, parent, ... user and system time.
      const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
      return { pid: Number(name), parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
    });
  return (await Promise.all(found)).filter((one) => one !== undefined);
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
async function ownBytes(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^RssAnon:\s+(\d+)/m.exec(text)?.[1] ?? 0) * 1024;
}

/** Measures this process with its browsers; what is asked for again at once is answered as before. */
export function createLoadMeter(root = process.pid, now: () => number = () => performance.now()): () => Promise<Load> {
  let last: { at: number; ticks: Map<number, number>; load: Load } | undefined;
  return async () => {
    const at = now();
    if (last !== undefined && at - last.at < SHORTEST_MS) return last.load;
    const tree = treeOf(await processes(), root);
    if (tree.length === 0) return {};
    const bytes = await Promise.all(tree.map(({ pid }) => ownBytes(pid)));
    const load: Load = { rssBytes: bytes.reduce((sum, one) => sum + one, 0) };
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
