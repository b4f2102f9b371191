import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { electronFiles } from '../../build/electron-files.ts';
import { readFuses } from '../../packaging/fuses.ts';
import { packageApp } from '../../packaging/package-app.ts';
import { whyNoElectron } from './kit/electron-binary.ts';

const why = whyNoElectron();

/** What a program says, up to the first match. */
function said(child: ChildProcess, pattern: RegExp): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const found = pattern.exec(text);
      if (found !== null) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`ended with ${code} before it said ${pattern}:\n${text}`)));
  });
}

/** Waits for the app's page in the list of what can be debugged at `host`. */
function untilShown(host: string): Promise<void> {
  return vi.waitFor(async () => {
    const list = (await (await fetch(`http://${host}/json/list`)).json()) as { url: string }[];
    expect(list.map(({ url }) => url)).toContainEqual(expect.stringMatching(/^app:\/\/console\//));
  }, 60_000);
}

describe.skipIf(why !== null)(`R55: the packaged app${why === null ? '' : ` (skipped: ${why})`}`, () => {
  let output: string;
  let binary: string;
  let app: ChildProcess;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    output = mkdtempSync(join(tmpdir(), 'sri-packages-'));
    const own = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
    const electron = electronFiles(own)?.folder ?? '';
    const made = await packageApp({ electron, compiledAddon: own !== undefined, output }, 'dir');
    binary = made[0] ?? '';
    // Fuses forbid --inspect, by which Playwright would start it; the page's own debugging is Chromium's.
    const args = ['--no-sandbox', '--disable-gpu', '--remote-debugging-port=0', `--user-data-dir=${output}/person`];
    app = spawn(binary, args, {
      env: { ...process.env, XDG_CONFIG_HOME: output, NODE_OPTIONS: '--no-such-option' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const [, address = ''] = await said(app, /DevTools listening on (ws:\S+)/);
    // Playwright may miss a window that comes up while it connects.
    await untilShown(new URL(address).host);
    browser = await chromium.connectOverCDP(address);
    page = browser.contexts()[0]?.pages()[0] as Page;
    await page.waitForSelector('main, h1');
  });
  afterAll(async () => {
    await browser?.close();
    if (app?.kill()) await once(app, 'exit');
    rmSync(output, { recursive: true, force: true });
  });

  it('R55: its binary has every fuse set', async () => {
    const fuses = await readFuses(binary);
    const { WasmTrapHandlers = true, ...others } = fuses;
    expect(WasmTrapHandlers).toBe(true);
    expect(others).toEqual({
      RunAsNode: false,
      EnableCookieEncryption: true,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      EnableEmbeddedAsarIntegrityValidation: true,
      OnlyLoadAppFromAsar: true,
      LoadBrowserProcessSpecificV8Snapshot: false,
      GrantFileProtocolExtraPrivileges: false,
    });
  });

  it('starts from its archive alone, and keeps things in a file: the database’s machine code is unpacked', async () => {
    const resources = join(dirname(binary), 'resources');
    expect(existsSync(join(resources, 'app.asar'))).toBe(true);
    const unpacked = readdirSync(join(resources, 'app.asar.unpacked'), { recursive: true }).map(String);
    const files = unpacked.filter((file) => file.includes('.'));
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) expect(file).toMatch(/\.node$/);
    expect(page.url()).toMatch(/^app:\/\/console\//);
    expect(await page.evaluate("window.sri.invoke('app.state')")).toMatchObject({
      ok: true,
      value: { keeping: { store: 'file' } },
    });
  });

  it('R55: it is no Node, whatever the environment says', async () => {
    const child = spawn(binary, ['--no-sandbox', '-e', 'console.error("a Node")', `--user-data-dir=${output}/person`], {
      env: { ...process.env, XDG_CONFIG_HOME: output, ELECTRON_RUN_AS_NODE: '1' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let text = '';
    child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
    // As an app it finds the one that runs already, and leaves.
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(text).not.toContain('a Node');
  });
});
