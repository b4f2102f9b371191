import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { onTestFinished } from 'vitest';
import { linkApp } from './app-copy.ts';
import { electronBinary } from './electron-binary.ts';

const DESKTOP = join(import.meta.dirname, '..', '..', '..');

export interface StartedApp {
  app: ElectronApplication;
  page: Page;
  close(): Promise<void>;
}

export interface StartOptions {
  /** The person's folder; a fresh one if not given. */
  folder?: string;
  env?: Record<string, string>;
  args?: readonly string[];
}

/** A folder for one person on one computer, removed after the test. */
export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sri-desktop-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts the built app on a real Electron, as a person of its own; it is closed after the test. */
export async function startApp({
  folder = freshFolder(),
  env = {},
  args = [],
}: StartOptions = {}): Promise<StartedApp> {
  const electron = linkApp(electronBinary() ?? '', DESKTOP);
  onTestFinished(electron.remove);
  const app = await _electron.launch({
    executablePath: electron.binary,
    args: ['--no-sandbox', '--disable-gpu', ...args],
    env: { ...(process.env as Record<string, string>), XDG_CONFIG_HOME: folder, ...env },
  });
  let closed = false;
  const close = async (): Promise<void> => {
    if (closed) return;
    closed = true;
    await app.close();
  };
  onTestFinished(close);
  const page = await app.firstWindow();
  await page.waitForSelector('main, h1');
  return { app, page, close };
}
