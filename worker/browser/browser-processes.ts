import { readdir, readFile } from 'node:fs/promises';

/** Kills a process, or with a negative number a process group. False when it was gone already. */
function killQuietly(target: number): boolean {
  try {
    return process.kill(target, 'SIGKILL');
  } catch {
    return false;
  }
}

async function pids(): Promise<number[]> {
  const names = await readdir('/proc').catch((): string[] => []);
  return names.filter((name) => /^\d+$/.test(name)).map(Number);
}

/** Parent and process group of a process; undefined when it is gone. */
async function kinOf(pid: number): Promise<{ parent: number; group: number } | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  // After the name, which stands in parentheses and may hold anything: state, parent, group.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { parent: Number(fields[1]), group: Number(fields[2]) };
}

/** Bytes that a process holds for itself: shared libraries, which every renderer maps, do not count. */
async function ownBytes(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = ['RssAnon', 'RssShmem'].map((name) =>
    Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0),
  );
  return kilobytes.reduce((sum, value) => sum + value, 0) * 1024;
}

export interface ProcessGroup {
  leader: number;
  bytes: number;
}

/** The process groups that children of `parent` lead (a browser with its renderers) and their memory; none where there is no /proc. */
export async function childGroups(parent = process.pid): Promise<ProcessGroup[]> {
  const all = await Promise.all((await pids()).map(async (pid) => ({ pid, kin: await kinOf(pid) })));
  const leaders = all.filter(({ pid, kin }) => kin?.parent === parent && kin.group === pid);
  return Promise.all(
    leaders.map(async ({ pid: leader }) => {
      const members = all.filter(({ kin }) => kin?.group === leader);
      const bytes = await Promise.all(members.map(({ pid }) => ownBytes(pid)));
      return { leader, bytes: bytes.reduce((sum, value) => sum + value, 0) };
    }),
  );
}

/** Memory of the biggest of those groups, in bytes. */
export async function biggestChildBytes(parent = process.pid): Promise<number> {
  return Math.max(0, ...(await childGroups(parent)).map(({ bytes }) => bytes));
}

/** Kills those groups that hold more than `limitBytes`; returns how many. */
export async function killBigChildren(limitBytes: number, parent = process.pid): Promise<number> {
  const big = (await childGroups(parent)).filter(({ bytes }) => bytes > limitBytes);
  for (const { leader } of big) killQuietly(-leader);
  return big.length;
}

/**
 * Kills what is left of browsers whose profile lies under `dir`, with their process groups. A browser ends by itself
 * when its pipe breaks; this is for one that hangs. Does nothing where there is no /proc.
 */
export async function endBrowsersUnder(dir: string): Promise<number> {
  const mark = `--user-data-dir=${dir}/`;
  let ended = 0;
  for (const pid of await pids()) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (!command.includes(mark)) continue;
    const group = (await kinOf(pid))?.group ?? 0;
    for (const target of [pid, ...(group > 1 && group !== process.pid ? [-group] : [])]) {
      if (killQuietly(target)) ended += 1;
    }
  }
  return ended;
}
