import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';
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

/** Starts the built app on a real Electron, in Spanish, as a person of its own; whoever starts it closes it. */
export async function startApp({ folder, env = {}, args = [] }: StartOptions = {}): Promise<StartedApp> {
  const home = folder ?? mkdtempSync(join(tmpdir(), 'sri-desktop-'));
  const electron = linkApp(electronBinary() ?? '', DESKTOP);
  const launched = _electron.launch({
    executablePath: electron.binary,
    args: ['--no-sandbox', '--disable-gpu', '--lang=es-419', ...args],
    env: { ...(process.env as Record<string, string>), XDG_CONFIG_HOME: home, ...env },
  });
  let closed = false;
  const close = async (): Promise<void> => {
    if (closed) return;
    closed = true;
    await launched.then((app) => app.close()).catch(() => undefined);
    electron.remove();
    if (folder === undefined) rmSync(home, { recursive: true, force: true });
  };
  try {
    const app = await launched;
    const page = await app.firstWindow();
    await page.waitForSelector('main, h1');
    return { app, page, close };
  } catch (error) {
    await close();
    throw error;
  }
}
