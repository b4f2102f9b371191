import { readdirSync, readFileSync } from 'node:fs';

/** A process as /proc tells it. */
export interface ProcessFacts {
  pid: number;
  parent: number;
  command: string;
  /** Memory that it holds in RAM, shared parts included, in bytes. */
  rssBytes: number;
  /** Processor time since it began, in ms. */
  cpuMs: number;
}

/** Linux tells processor time in hundredths of a second and memory in pages of 4 KB (x86-64, and arm64 as a rule). */
const MS_PER_TICK = 10;

function read(pid: number): ProcessFacts | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return {
      pid,
      parent: Number(fields[1]),
      command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '),
      rssBytes: Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) * 1024,
      cpuMs: (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK,
    };
  } catch {
    // It has ended meanwhile.
    return undefined;
  }
}

/** The process and what it started itself, one level down, browsers left out. */
export function ownProcesses(root: number): ProcessFacts[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => read(Number(name)))
    .filter((one) => one !== undefined);
  return all.filter(
    ({ pid, parent, command }) => pid === root || (parent === root && !/chrom|headless_shell/i.test(command)),
  );
}
