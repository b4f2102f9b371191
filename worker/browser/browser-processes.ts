import { readdirSync, readFileSync } from 'node:fs';

/** Kills a process, or with a negative number a process group. False when it was gone already. */
function killQuietly(target: number): boolean {
  try {
    return process.kill(target, 'SIGKILL');
  } catch {
    return false;
  }
}

/** /proc is answered from memory: to wait for each file would cost several times what reading it does. '' when it is gone. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function pids(): number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

/** Parent and process group of a process; undefined when it is gone. */
function kinOf(pid: number): { parent: number; group: number } | undefined {
  const text = read(`/proc/${pid}/stat`);
  if (text === '') return undefined;
  // After the name, which stands in parentheses and may hold anything: state, parent, group.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { parent: Number(fields[1]), group: Number(fields[2]) };
}

/** Bytes that a process holds for itself: shared libraries, which every renderer maps, do not count. */
function ownBytes(pid: number): number {
  const text = read(`/proc/${pid}/status`);
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
export function childGroups(parent = process.pid): ProcessGroup[] {
  const all = pids().map((pid) => ({ pid, kin: kinOf(pid) }));
  const leaders = all.filter(({ pid, kin }) => kin?.parent === parent && kin.group === pid);
  return leaders.map(({ pid: leader }) => {
    const members = all.filter(({ kin }) => kin?.group === leader);
    return { leader, bytes: members.reduce((sum, { pid }) => sum + ownBytes(pid), 0) };
  });
}

/** Memory of the biggest of those groups, in bytes. */
export function biggestChildBytes(parent = process.pid): number {
  return Math.max(0, ...childGroups(parent).map(({ bytes }) => bytes));
}

/** Kills those groups that hold more than `limitBytes`; returns how many. */
export function killBigChildren(limitBytes: number, parent = process.pid): number {
  const big = childGroups(parent).filter(({ bytes }) => bytes > limitBytes);
  for (const { leader } of big) killQuietly(-leader);
  return big.length;
}

/**
 * Kills what is left of browsers whose profile lies under `dir`, with their process groups. A browser ends by itself
 * when its pipe breaks; this is for one that hangs. Does nothing where there is no /proc.
 */
export function endBrowsersUnder(dir: string): number {
  const mark = `--user-data-dir=${dir}/`;
  let ended = 0;
  for (const pid of pids()) {
    if (!read(`/proc/${pid}/cmdline`).includes(mark)) continue;
    const group = kinOf(pid)?.group ?? 0;
    for (const target of [pid, ...(group > 1 && group !== process.pid ? [-group] : [])]) {
      if (killQuietly(target)) ended += 1;
    }
  }
  return ended;
}
