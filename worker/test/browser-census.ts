import { readdirSync, readFileSync } from 'node:fs';

interface Entry {
  pid: number;
  group: number;
  command: string;
  environment: string;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function entries(): Entry[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => {
      const stat = read(`/proc/${name}/stat`);
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return {
        pid: Number(name),
        group: Number(fields[2]),
        command: read(`/proc/${name}/cmdline`).replaceAll('\0', ' '),
        environment: read(`/proc/${name}/environ`),
      };
    });
}

/** Processes of the browsers whose profile lies under `dir`, renderers and helpers included. */
export function browserProcesses(dir: string): Entry[] {
  const all = entries();
  const groups = new Set(
    all.filter(({ command }) => command.includes(`--user-data-dir=${dir}/`)).map(({ group }) => group),
  );
  return all.filter(({ group }) => groups.has(group));
}

/** Of these processes, the ones that still run. */
export function stillRunning(pids: readonly number[]): number[] {
  return pids.filter((pid) => {
    const state = /\) (\S)/.exec(read(`/proc/${pid}/stat`))?.[1];
    return state !== undefined && state !== 'Z';
  });
}

export function childrenOf(parent: number): Entry[] {
  return entries().filter(({ pid }) => Number(/\) \S (\d+)/.exec(read(`/proc/${pid}/stat`))?.[1]) === parent);
}
