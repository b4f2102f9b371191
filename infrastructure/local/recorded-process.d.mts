/** What is kept of a process that was started here. */
export interface ProcessRecord {
  pid: number;
  /** `startOf(pid)` when it was recorded. */
  started: string;
}

/** The launcher itself: `run/launcher.pid`. */
export interface LauncherRecord extends ProcessRecord {
  /** The control plane's origin, once its port is known. */
  apiUrl?: string;
  state: 'starting' | 'ready' | 'stopping';
}

/** One part: `run/{name}.pid`. */
export interface PartRecord extends ProcessRecord {
  name: string;
  /** Lower ends first. */
  stopOrder: number;
  stopSignal: NodeJS.Signals;
  graceMs: number;
}

/** When `pid` started, as text that no other process of this machine ever has; undefined when none runs. */
export function startOf(pid: number): string | undefined;
/** Whether the recorded process still runs (and is not another one that was given its number). */
export function isAlive(record: ProcessRecord): boolean;
/** Writes a record whole or not at all, making its folder. */
export function writeRecord(file: string, record: LauncherRecord | PartRecord): void;
/** The record in `file`; undefined when there is none or it cannot be read. */
export function readRecord(file: string): LauncherRecord | undefined;
/** All parts recorded in `folder`, each with its file. */
export function readParts(folder: string): { file: string; record: PartRecord }[];
/** Sends a signal; a process that is gone, or a group (negative pid) without members, is no error. */
export function signalQuietly(pid: number, signal: NodeJS.Signals): void;
/** Waits up to `withinMs` for the recorded process to end; true when it did. */
export function waitForEnd(record: ProcessRecord, withinMs: number): Promise<boolean>;
/** Ends every part recorded in `folder`, lower `stopOrder` first, and removes the records. Gives back the names of those that ran. */
export function endRecordedParts(folder: string, options: { graceCapMs: number }): Promise<string[]>;
