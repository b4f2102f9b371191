import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished, vi } from 'vitest';
import { freePort } from '../ports.ts';
import { startOf } from '../recorded-process.mjs';
import type { ProcessSpec } from '../run-process.ts';

const PART = fileURLToPath(new URL('part.mjs', import.meta.url));

/** A folder of this test's own, removed after it. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sri-local-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export type PartMode = 'good' | 'stubborn' | 'broken' | 'child';

/** A small real part (`part.mjs`) as the supervisor sees it. */
export async function partSpec(
  folder: string,
  name: string,
  options: { mode?: PartMode; order?: number; graceMs?: number; readyWithinMs?: number } = {},
): Promise<ProcessSpec & { port: number }> {
  const port = await freePort();
  return {
    name,
    port,
    command: process.execPath,
    args: [PART],
    cwd: folder,
    env: { NAME: name, PORT: String(port), NOTES: join(folder, 'notes'), MODE: options.mode ?? 'good' },
    logFile: join(folder, 'logs', `${name}.log`),
    probe: async (signal) => {
      const answer = await fetch(`http://127.0.0.1:${port}/health`, { signal });
      if (!answer.ok) throw new Error(String(answer.status));
    },
    readyWithinMs: options.readyWithinMs ?? 20_000,
    stop: { signal: 'SIGTERM', graceMs: options.graceMs ?? 20_000, force: 'SIGKILL', order: options.order ?? 1 },
  };
}

/** What the parts noted so far, a line each. */
export function notes(folder: string): string[] {
  try {
    return readFileSync(join(folder, 'notes'), 'utf8').trimEnd().split('\n');
  } catch {
    return [];
  }
}

/** Waits until no process has this number any more. */
export async function untilGone(pid: number): Promise<void> {
  await vi.waitFor(() => {
    if (startOf(pid) !== undefined) throw new Error(`${pid} still runs`);
  }, 20_000);
}
