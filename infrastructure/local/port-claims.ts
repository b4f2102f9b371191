import { linkSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { type ProcessRecord, isAlive, readRecord, startOf, writeRecord } from './recorded-process.mjs';

/**
 * Ports that launchers of this user hold, one file a port, for as long as the launcher lives. A port is free for a
 * moment when its part starts or is started again; without the claim another installation could take it then, and the
 * two would talk to each other's services.
 */
function folder(): string {
  return join(tmpdir(), `sri-ports-${userInfo().uid}`);
}

function holder(file: string): ProcessRecord | undefined {
  const record = readRecord(file);
  return record !== undefined && isAlive(record) ? record : undefined;
}

/** Claims a port for this process. False when a living launcher has it. The claim ends with the process. */
export function claimPort(port: number): boolean {
  const file = join(folder(), String(port));
  if (holder(file) !== undefined) return false;
  mkdirSync(folder(), { recursive: true, mode: 0o700 });
  const mine = `${file}.${process.pid}`;
  writeRecord(mine, { pid: process.pid, started: startOf(process.pid) ?? '', state: 'starting' });
  try {
    rmSync(file, { force: true });
    linkSync(mine, file);
  } catch {
    return false;
  } finally {
    rmSync(mine, { force: true });
  }
  return holder(file)?.pid === process.pid;
}

/** Gives a claimed port back. */
export function disclaimPort(port: number): void {
  const file = join(folder(), String(port));
  if (holder(file)?.pid === process.pid) rmSync(file, { force: true });
}
