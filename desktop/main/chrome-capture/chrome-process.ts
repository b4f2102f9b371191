import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface ChromeProcess {
  child: ChildProcess;
  ended: Promise<void>;
  /** Ends it and removes its profile. */
  close(): Promise<void>;
}

/**
 * A person sits at this browser, so it says what is true: that it is not driven by a program, which a browser with a
 * debugging pipe would otherwise claim. Nothing is asked, synchronised or offered to be stored.
 */
const ARGS = [
  '--remote-debugging-pipe',
  '--disable-blink-features=AutomationControlled',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-sync',
  '--disable-component-update',
  '--disable-background-networking',
  '--disable-features=PasswordManagerOnboarding,AutofillServerCommunication',
  '--password-store=basic',
];
const GRACE_MS = 3000;

/** Starts a browser with an empty profile of its own, which ends with it. Rejects when it cannot be started. */
export async function startChrome(path: string, start: string, extraArgs: readonly string[]): Promise<ChromeProcess> {
  const profile = await mkdtemp(join(tmpdir(), 'sri-capture-'));
  const child = spawn(path, [...ARGS, ...extraArgs, `--user-data-dir=${profile}`, '--new-window', start], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => void child.once('exit', () => resolve()));
  const wipe = (): Promise<void> => rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  }).catch(async (error: unknown) => {
    await wipe();
    throw error;
  });
  return {
    child,
    ended,
    close: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        const killing = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
        child.kill();
        await ended;
        clearTimeout(killing);
      }
      await wipe();
    },
  };
}
