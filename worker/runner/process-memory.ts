import { readdir, readFile } from 'node:fs/promises';

const PAGE_BYTES = 4096;

async function statOf(pid: string): Promise<{ parent: number; group: number; bytes: number } | undefined> {
  try {
    const text = await readFile(`/proc/${pid}/stat`, 'utf8');
    // Fields after the name, which stands in parentheses and may hold anything: 3 state, 4 parent, 5 group, 24 pages.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { parent: Number(fields[1]), group: Number(fields[2]), bytes: Number(fields[21]) * PAGE_BYTES };
  } catch {
    return undefined;
  }
}

/** Resident bytes of the process groups that this process's children lead (a browser with its renderers); 0 where there is no /proc. */
export async function childGroupBytes(parent = process.pid): Promise<number> {
  const pids = await readdir('/proc').catch((): string[] => []);
  const stats = await Promise.all(
    pids.filter((pid) => /^\d+$/.test(pid)).map(async (pid) => [pid, await statOf(pid)] as const),
  );
  const groups = new Set(
    stats.filter(([pid, stat]) => stat?.parent === parent && stat.group === Number(pid)).map(([pid]) => Number(pid)),
  );
  return stats.reduce((sum, [, stat]) => (stat !== undefined && groups.has(stat.group) ? sum + stat.bytes : sum), 0);
}
