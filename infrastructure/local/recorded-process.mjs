// Which processes this stack started, kept as one small file each (`run/redis.pid`: the pid, then a line of JSON) so that
// a later command finds them even if the launcher was killed. A pid alone may have been given to somebody else since: a record also holds when the process
// started, and counts only while that still fits. Plain JavaScript without dependencies: `npm stop` runs it on any
// Node >= 20, before anything is installed. Types in recorded-process.d.mts.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The launcher's own record among those of its parts. */
const LAUNCHER = 'launcher.pid';
const POLL_MS = 25;
const KILLED_WITHIN_MS = 5000;

function startOnLinux(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // proc(5): the name in brackets may hold anything, so fields are counted from the last bracket; 3 is the state, 22 the start.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return `${fields[19]}@${boot}`;
}

/** When `pid` started, as text that no other process of this machine ever has; undefined when none runs. */
export function startOf(pid) {
  try {
    if (process.platform === 'linux') return startOnLinux(pid);
    const text = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { stdio: ['ignore', 'pipe', 'ignore'] });
    return text.toString().trim() || undefined;
  } catch {
    return undefined;
  }
}

/** Whether the recorded process still runs (and is not another one that was given its number). */
export function isAlive(record) {
  return startOf(record.pid) === record.started;
}

/** Writes a record whole or not at all. */
export function writeRecord(file, record) {
  mkdirSync(dirname(file), { recursive: true });
  const next = `${file}.${process.pid}.new`;
  writeFileSync(next, `${record.pid}\n${JSON.stringify(record)}\n`, { mode: 0o600 });
  renameSync(next, file);
}

/** The record in `file`; undefined when there is none or it cannot be read. */
export function readRecord(file) {
  try {
    const record = JSON.parse(readFileSync(file, 'utf8').split('\n')[1] ?? '');
    return Number.isInteger(record?.pid) && record.pid > 1 && typeof record.started === 'string' ? record : undefined;
  } catch {
    return undefined;
  }
}

/** All parts recorded in `folder`, each with its file. */
export function readParts(folder) {
  let names = [];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith('.pid') && name !== LAUNCHER);
  } catch {
    return [];
  }
  const parts = [];
  for (const name of names) {
    const file = join(folder, name);
    const record = readRecord(file);
    if (record === undefined) rmSync(file, { force: true });
    else parts.push({ file, record });
  }
  return parts;
}

/** Sends a signal; a process that is gone, or a group without members, is no error. */
export function signalQuietly(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone already, which is what a signal was to bring about.
  }
}

/** Waits up to `withinMs` for the recorded process to end; true when it did. */
export async function waitForEnd(record, withinMs) {
  const until = performance.now() + withinMs;
  while (isAlive(record)) {
    if (performance.now() >= until) return false;
    await sleep(POLL_MS);
  }
  return true;
}

async function endOne({ file, record }, graceCapMs) {
  if (isAlive(record)) {
    signalQuietly(record.pid, record.stopSignal ?? 'SIGTERM');
    const grace = Math.min(record.graceMs ?? graceCapMs, graceCapMs);
    if (!(await waitForEnd(record, grace))) {
      signalQuietly(record.pid, 'SIGKILL');
      await waitForEnd(record, KILLED_WITHIN_MS);
    }
    // Each part leads a process group of its own: whatever it left behind goes with it.
    signalQuietly(-record.pid, 'SIGKILL');
  }
  rmSync(file, { force: true });
  return record.name;
}

/** Ends every part recorded in `folder`, those with a lower `stopOrder` first, and removes the records. Gives back the names of those that ran. */
export async function endRecordedParts(folder, { graceCapMs }) {
  const parts = readParts(folder);
  const running = parts.filter(({ record }) => isAlive(record)).map(({ record }) => record.name);
  const orders = [...new Set(parts.map(({ record }) => record.stopOrder ?? 0))].sort((a, b) => a - b);
  for (const order of orders) {
    const together = parts.filter(({ record }) => (record.stopOrder ?? 0) === order);
    await Promise.all(together.map((part) => endOne(part, graceCapMs)));
  }
  return running;
}
